package dev.otter.engine.load.apply;

import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import java.util.List;

/**
 * A group on its way to the target.
 *
 * @param group the source transactions; no members when only progress is written
 * @param slot the checkpoint slot it writes
 * @param mark the low-water mark when it was sent
 * @param statements SQL that goes along, run after the rows
 */
public record GroupTask(
        TransactionGroup group, SlotUse slot, Checkpoint mark, List<String> statements) {

    /**
     * Whether what the target refuses is refused for good: everything older is durable, so that no
     * order of transactions can be the reason.
     */
    boolean refusalsCount() {
        return group.secondTry() || !statements.isEmpty();
    }

    /** What became of a task. */
    public sealed interface Outcome {

        /** Those of the task's transactions that are durable. */
        default List<PendingTransaction> durableOf(GroupTask task) {
            return switch (this) {
                case Durable _ -> task.group().members();
                case Again some -> some.durable();
                case Failed failed -> failed.durable();
            };
        }

        /** All its transactions are durable. */
        record Durable() implements Outcome {}

        /**
         * Some are durable. Others were refused while older ones may have been under way, or depend
         * on those and were not tried: all these are to be queued again.
         *
         * @param durable those that are
         * @param again the others, those that were refused marked so
         */
        record Again(List<PendingTransaction> durable, List<PendingTransaction> again)
                implements Outcome {}

        /**
         * Some are durable, the others are not and will not be: the pipeline stops.
         *
         * @param durable those that are
         * @param error why the others are not
         */
        record Failed(List<PendingTransaction> durable, OtterException error) implements Outcome {}
    }
}
