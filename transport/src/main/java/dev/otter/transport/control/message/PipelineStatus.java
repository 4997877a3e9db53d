package dev.otter.transport.control.message;

import java.time.Instant;
import java.util.Optional;

/**
 * How one pipeline is doing on the node that runs it.
 *
 * @param pipeline the pipeline's id
 * @param state what it is doing, in a word of the node's
 * @param reason why it is in that state; empty when it simply runs
 * @param since since when
 * @param position how far the target is, as the source's log counts
 * @param flow what passes now
 * @param lastError the last error, healed or not
 */
public record PipelineStatus(
        String pipeline,
        String state,
        String reason,
        Instant since,
        String position,
        Flow flow,
        Optional<Fault> lastError) {

    /**
     * What passes through a pipeline.
     *
     * @param lagMillis age of the oldest source transaction that is not durable on the target
     * @param rowsPerSecond source rows made durable
     * @param queueBytes bytes between source and target in this node
     */
    public record Flow(long lagMillis, double rowsPerSecond, long queueBytes) {}
}
