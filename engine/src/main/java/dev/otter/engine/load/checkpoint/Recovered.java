package dev.otter.engine.load.checkpoint;

import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an earlier run left on the target.
 *
 * @param epoch our own number; every older one can no longer write
 * @param lastGroup greatest group number written so far
 * @param mark the greatest low-water mark; empty when the pipeline never ran
 * @param slots number of slots
 * @param durable ids in each slot, of which those above the mark must not be applied again
 */
public record Recovered(
        long epoch,
        long lastGroup,
        Optional<Checkpoint> mark,
        int slots,
        Map<Integer, List<TransactionId>> durable) {

    /** The same once the start was written, which takes a group's number. */
    public Recovered begun() {
        return new Recovered(epoch, lastGroup + 1, mark, slots, durable);
    }
}
