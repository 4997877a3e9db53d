package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.apply.GroupTask;
import dev.otter.engine.load.schedule.PendingQueue;
import dev.otter.engine.load.schedule.TransactionGroup;
import java.util.List;
import java.util.Optional;

/**
 * The change of schema that is on its way, one at most. It waits for what came before it and
 * touches its tables; what comes behind it and does waits until all that it leads to on the target
 * is durable. Owned by the load thread.
 */
final class SchemaLane {
    private final String pipeline;
    private final SchemaGuard guard;
    private final Progress progress;
    private final Mailbox mailbox;
    private final OutstandingTables outstanding = new OutstandingTables();
    private SchemaStep step;

    /**
     * @param pipeline its full name, for names of threads
     * @param guard decides about changes
     * @param mailbox is told of the guard's decisions
     */
    SchemaLane(String pipeline, SchemaGuard guard, Progress progress, Mailbox mailbox) {
        this.pipeline = pipeline;
        this.guard = guard;
        this.progress = progress;
        this.mailbox = mailbox;
    }

    /** Whether no change is on its way. */
    boolean free() {
        return step == null;
    }

    /** Whether a change is with those who decide about it. */
    boolean runs() {
        return step != null && step.runs();
    }

    /** A transaction was taken in. */
    void opened(SourceTransaction transaction) {
        outstanding.opened(transaction);
    }

    /** It is durable. */
    void closed(SourceTransaction transaction) {
        outstanding.closed(transaction);
    }

    /**
     * Whether a change is on its way that stands within a transaction. It is no progress of its
     * own: the mark gets past it with the transaction's end, which comes next, even when none of
     * its rows are left.
     */
    boolean within() {
        return step != null && step.change().within();
    }

    /** Whether the transaction has to wait for the change. */
    boolean holdsBack(SourceTransaction transaction) {
        return within() || step != null && step.holdsBack(transaction);
    }

    /** Takes a change in; only when the lane is free. */
    void open(Delivery.SchemaChange change) {
        boolean before =
                change.within()
                        ? progress.applied(change.particulars().id())
                        : progress.opened(change.particulars());
        if (!before) {
            step = new SchemaStep(change, guard.touches(change));
        }
    }

    /**
     * Moves the change on: hands it to the guard once nothing before it touches its tables any
     * more.
     *
     * @return what an applier has to do for it now
     */
    Optional<GroupTask> turn() {
        if (step == null) {
            return Optional.empty();
        }
        if (step.waits() && !outstanding.any(step.tables())) {
            step.begin(pipeline, guard, mailbox);
        }
        List<String> statements = step.ready();
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        // Without a slot it waits for those that the mark has not passed: they are before it.
        TransactionGroup group = TransactionGroup.alone(step.change().particulars());
        return progress.claim(group)
                .map(use -> {
                    step.applied();
                    return new GroupTask(group, use, progress.checkpoint(), statements);
                });
    }

    /** The guard has decided, without an error. */
    void decided(List<String> statements) {
        step.decided(statements);
        if (step.change().within() && !statements.isEmpty()) {
            throw new IllegalStateException("statements beside rows: " + statements);
        }
        if (statements.isEmpty()) {
            if (!step.change().within()) {
                progress.closed(step.change().particulars().sequence());
            }
            step = null;
        }
    }

    /** The guard has failed: the change stays on its way until the pipeline ends. */
    void failed() {
        step.decided(List.of());
    }

    /** Its statements are durable. */
    void durable() {
        step = null;
    }

    /**
     * How many of the free slots groups of rows may take: one is kept for a change that all in the
     * queue has passed.
     */
    int slotsFor(PendingQueue queue) {
        int free = progress.slotsFree();
        boolean passed =
                step != null
                        && !queue.isEmpty()
                        && queue.iterator().next().transaction().sequence()
                                > step.change().particulars().sequence();
        return passed ? Math.max(0, free - 1) : free;
    }
}
