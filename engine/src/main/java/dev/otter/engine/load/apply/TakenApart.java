package dev.otter.engine.load.apply;

import dev.otter.engine.database.value.KeyHasher;
import dev.otter.engine.load.apply.GroupTask.Outcome;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has become of a group's transactions while it is taken apart. One thread. */
final class TakenApart {
    private final GroupTask task;
    private final ErrorPolicy policy;
    private final HeldTables held;
    private final List<PendingTransaction> durable = new ArrayList<>();
    private final List<PendingTransaction> again = new ArrayList<>();
    private final Set<TableName> heldBack = new HashSet<>();
    private OtterException failure;

    TakenApart(GroupTask task, ErrorPolicy policy, HeldTables held) {
        this.task = task;
        this.policy = policy;
        this.held = held;
    }

    GroupTask task() {
        return task;
    }

    /** Those that are durable so far; a view. */
    List<PendingTransaction> durable() {
        return durable;
    }

    void durable(List<PendingTransaction> more) {
        durable.addAll(more);
    }

    /** The refused one, or one that was not tried, and those behind it in its component. */
    void again(PendingTransaction first, List<PendingTransaction> behind) {
        again.add(first);
        again.addAll(behind);
    }

    /** One of them cannot be applied, and the pipeline is to stop for it. */
    void failed(OtterException error) {
        failure = failure == null ? error : failure;
    }

    /**
     * A refusal that does not count yet. A table that may have to be held for it is kept from all
     * younger transactions until that is known: what comes after a hold is not applied.
     *
     * @return the transaction as it is to be queued
     */
    PendingTransaction refused(
            PendingTransaction transaction, Optional<TableName> table, OtterException error) {
        PendingTransaction refused = transaction.refusedFor(error.getMessage());
        if (policy != ErrorPolicy.HOLD_TABLE || table.isEmpty()) {
            return refused;
        }
        heldBack.add(held.key(table.get()));
        return refused.holding(KeyHasher.ofTable(table.get()));
    }

    /** Whether one of these has rows of a table that may have to be held. */
    boolean keptBack(List<PendingTransaction> members) {
        return !heldBack.isEmpty()
                && members.stream()
                        .flatMap(member -> member.transaction().changes().stream())
                        .anyMatch(changes -> heldBack.contains(held.key(changes.target())));
    }

    Outcome outcome() {
        if (failure != null) {
            return new Outcome.Failed(durable, failure);
        }
        return again.isEmpty() ? new Outcome.Durable() : new Outcome.Again(durable, again);
    }
}
