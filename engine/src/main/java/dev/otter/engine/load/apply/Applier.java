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
import java.util.stream.Stream;

/**
 * Applies groups on one connection. A group that fails over its data is taken apart: its components
 * one by one, then the transactions of the bad component one by one, then the bad transaction row
 * by row, so that everything independent of the bad row is applied and the row is known.
 *
 * <p>All pieces of one group write the same slot, each with the ids of all pieces so far: what was
 * durable before stays recorded. One thread.
 */
public final class Applier {
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
            return new Outcome.Durable();
        } catch (StatementFailedException e) {
            return members.size() == 1 && members.getFirst().transaction().copied()
                    ? new Outcome.Failed(List.of(), badRows.copyRefused(e))
                    : takenApart(task);
        }
    }

    private Outcome takenApart(GroupTask task) throws InterruptedException {
        List<PendingTransaction> durable = new ArrayList<>();
        OtterException failure = null;
        for (List<PendingTransaction> component : task.group().components()) {
            OtterException error = component(task, component, durable);
            failure = failure == null ? error : failure;
        }
        return failure == null ? new Outcome.Durable() : new Outcome.Failed(durable, failure);
    }

    private OtterException component(
            GroupTask task, List<PendingTransaction> component, List<PendingTransaction> durable)
            throws InterruptedException {
        if (component.size() > 1) {
            try {
                runner.run(piece(task, durable, component, true, true));
                durable.addAll(component);
                return null;
            } catch (StatementFailedException _) {
                // The transactions one by one will tell which it was.
            }
        }
        for (PendingTransaction transaction : component) {
            OtterException error = single(task, transaction, durable);
            if (error != null) {
                return error;
            }
            durable.add(transaction);
        }
        return null;
    }

    /** One transaction, at last row by row; null when it is durable. */
    private OtterException single(
            GroupTask task, PendingTransaction transaction, List<PendingTransaction> durable)
            throws InterruptedException {
        List<PendingTransaction> alone = List.of(transaction);
        try {
            runner.run(piece(task, durable, alone, true, false));
            return null;
        } catch (StatementFailedException _) {
            // Once more without folding, which either succeeds or tells the row.
        }
        List<RowChanges> changes = rows(alone);
        List<String> extra = new ArrayList<>(task.statements());
        while (true) {
            try {
                runner.run(
                        new Piece(
                                claim(task, durable, alone),
                                changes,
                                false,
                                List.copyOf(extra),
                                false));
                badRows.durable(extra.size() - task.statements().size());
                return null;
            } catch (StatementFailedException e) {
                OtterException error = badRows.describe(e, transaction.transaction());
                if (badRows.policy() == ErrorPolicy.STOP || !e.tellsRow()) {
                    return error;
                }
                changes = badRows.setAside(e, error, transaction.transaction(), changes, extra);
            }
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
