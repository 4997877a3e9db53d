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

    /** What became of a task. */
    public sealed interface Outcome {

        /** All its transactions are durable. */
        record Durable() implements Outcome {}

        /**
         * Some are durable, the others are not and will not be: the pipeline stops.
         *
         * @param durable those that are
         * @param error why the others are not
         */
        record Failed(List<PendingTransaction> durable, OtterException error) implements Outcome {}
    }
}
