package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.model.position.Checkpoint;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A transaction too large for memory, applied while it is still being read: one target transaction,
 * alone on the target. Its parts come through a queue whose bytes the giver bounds.
 */
public final class GiantTask {

    /** What the queue holds. */
    sealed interface Part {
        /** Some rows, in log order. */
        record Rows(List<RowChanges> changes, long bytes) implements Part {}

        /** The source committed; {@code claim} says what is then durable. */
        record Commit(Claim claim) implements Part {}

        /** The source's connection broke: nothing of it is kept. */
        record Break() implements Part {}
    }

    private final SlotUse slot;
    private final Checkpoint mark;
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();

    public GiantTask(SlotUse slot, Checkpoint mark) {
        this.slot = slot;
        this.mark = mark;
    }

    public SlotUse slot() {
        return slot;
    }

    Checkpoint mark() {
        return mark;
    }

    BlockingQueue<Part> parts() {
        return parts;
    }

    /** More rows. */
    public void rows(List<RowChanges> changes, long bytes) {
        parts.add(new Part.Rows(changes, bytes));
    }

    /** The source committed. */
    public void commit(Claim claim) {
        parts.add(new Part.Commit(claim));
    }

    /** It will come again from its start. */
    public void broken() {
        parts.add(new Part.Break());
    }
}
