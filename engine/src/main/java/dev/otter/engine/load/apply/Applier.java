package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.apply.GroupTask.Outcome;
import dev.otter.engine.load.apply.PieceRunner.Piece;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.write.GroupWriter;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Applies groups on one connection. A group that fails over its data is taken apart: its components
 * one by one, then the transactions of the bad component one by one, then the bad transaction row
 * by row, so that everything independent of the bad row is applied and the row is known.
 *
 * <p>A refusal counts only when everything older is durable. Before that the transaction is handed
 * back, with those behind it that depend on it, to be tried once more alone.
 *
 * <p>All pieces of one group write the same slot, each with the ids of all pieces so far: what was
 * durable before stays recorded. One thread.
 */
public final class Applier {
    /** So many rows of one chunk are put aside at most: then it is the table that does not fit. */
    private static final int COPIED_ASIDE_MAX = 100;

    private final PieceRunner runner;
    private final BadRows badRows;
    private final HeldTables held;

    Applier(PieceRunner runner, BadRows badRows, HeldTables held) {
        this.runner = runner;
        this.badRows = badRows;
        this.held = held;
    }

    /** Applies the group; returns when its fate is known. */
    public Outcome apply(GroupTask task) throws InterruptedException {
        List<PendingTransaction> members = task.group().members();
        try {
            runner.run(piece(task, List.of(), members, true, members.size() > 1));
            succeeded(task);
            return new Outcome.Durable();
        } catch (StatementFailedException _) {
            return takenApart(task);
        } finally {
            runner.over();
        }
    }

    private Outcome takenApart(GroupTask task) throws InterruptedException {
        TakenApart apart = new TakenApart(task, badRows.policy(), held);
        for (List<PendingTransaction> component : task.group().components()) {
            component(apart, component);
        }
        return apart.outcome();
    }

    private void component(TakenApart apart, List<PendingTransaction> component)
            throws InterruptedException {
        if (component.size() > 1 && !apart.keptBack(component)) {
            try {
                runner.run(piece(apart.task(), apart.durable(), component, true, true));
                apart.durable(component);
                return;
            } catch (StatementFailedException _) {
                // The transactions one by one will tell which it was.
            }
        }
        for (int i = 0; i < component.size(); i++) {
            PendingTransaction transaction = component.get(i);
            Optional<PendingTransaction> left =
                    apart.keptBack(List.of(transaction))
                            ? Optional.of(transaction)
                            : single(apart, transaction);
            if (left.isPresent()) {
                apart.again(left.get(), component.subList(i + 1, component.size()));
                return;
            }
            apart.durable(List.of(transaction));
        }
    }

    /** One transaction, at last row by row; empty when it is durable, else as it is left. */
    private Optional<PendingTransaction> single(TakenApart apart, PendingTransaction transaction)
            throws InterruptedException {
        try {
            runner.run(piece(apart.task(), apart.durable(), List.of(transaction), true, false));
            succeeded(apart.task());
            return Optional.empty();
        } catch (StatementFailedException _) {
            // Once more without folding, which either succeeds or tells the row.
        }
        return rowByRow(apart, transaction);
    }

    private Optional<PendingTransaction> rowByRow(TakenApart apart, PendingTransaction transaction)
            throws InterruptedException {
        GroupTask task = apart.task();
        List<PendingTransaction> alone = List.of(transaction);
        List<RowChanges> changes = rows(alone);
        List<String> extra = new ArrayList<>(task.statements());
        NewHolds holds = new NewHolds(held);
        while (true) {
            try {
                runner.run(
                        new Piece(
                                claim(task, apart.durable(), alone),
                                changes,
                                false,
                                List.copyOf(extra),
                                false));
                int setAside = extra.size() - task.statements().size();
                badRows.durable(setAside, holds);
                if (setAside == 0) {
                    succeeded(task);
                }
                return Optional.empty();
            } catch (StatementFailedException e) {
                OtterException error = badRows.describe(e, transaction.transaction());
                if (!task.refusalsCount()) {
                    return Optional.of(apart.refused(transaction, e.table(), error));
                }
                int aside = extra.size() - task.statements().size();
                if (badRows.policy() == ErrorPolicy.STOP
                        || !e.tellsRow()
                        || (transaction.transaction().copied() && aside >= COPIED_ASIDE_MAX)) {
                    apart.failed(error);
                    return Optional.of(transaction);
                }
                if (mustHoldFirst(transaction, e)) {
                    return Optional.of(apart.refused(transaction, e.table(), error));
                }
                int before = extent(changes);
                changes =
                        badRows.setAside(
                                e, error, transaction.transaction(), changes, extra, holds);
                if (extent(changes) == before) {
                    apart.failed(error);
                    return Optional.of(transaction);
                }
            }
        }
    }

    /**
     * A table is put on hold by a transaction that no other can pass in it: what is younger may not
     * be written beside it, and what is left out may not be left out before the hold is durable.
     */
    private boolean mustHoldFirst(PendingTransaction transaction, StatementFailedException e) {
        return badRows.policy() == ErrorPolicy.HOLD_TABLE
                && !transaction.access().takes(e.row().plan().tableHash());
    }

    private static int extent(List<RowChanges> changes) {
        return changes.stream().mapToInt(RowChanges::rows).sum();
    }

    /** All rows were taken; those of held tables were not even tried, and prove nothing. */
    private void succeeded(GroupTask task) {
        if (!task.group().secondTry()) {
            return;
        }
        PendingTransaction alone = task.group().members().getFirst();
        if (alone.transaction().changes().stream().noneMatch(c -> held.holds(c.target()))) {
            badRows.takenAlone(alone);
        }
    }

    private Piece piece(
            GroupTask task,
            List<PendingTransaction> durable,
            List<PendingTransaction> added,
            boolean folding,
            boolean divisible) {
        return new Piece(
                claim(task, durable, added), rows(added), folding, task.statements(), divisible);
    }

    private static GroupWriter.Claim claim(
            GroupTask task, List<PendingTransaction> durable, List<PendingTransaction> added) {
        List<TransactionId> ids = new ArrayList<>(durable.size() + added.size());
        Stream.concat(durable.stream(), added.stream())
                .map(PendingTransaction::transaction)
                .filter(transaction -> !transaction.copied())
                .forEach(transaction -> ids.add(transaction.id()));
        return new GroupWriter.Claim(task.slot(), task.mark(), ids);
    }

    private List<RowChanges> rows(List<PendingTransaction> members) {
        List<RowChanges> changes = new ArrayList<>();
        for (PendingTransaction member : members) {
            held.addUnheld(member.transaction().changes(), changes);
        }
        return changes;
    }
}
