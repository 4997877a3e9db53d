package dev.otter.node.duty;

import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.error.OtterException;
import java.time.Instant;
import java.util.Optional;

/**
 * How a pipeline stands on this node.
 *
 * @param assignment which pipeline
 * @param phase what is done with it here
 * @param reason why
 * @param since since when
 * @param epoch of our leadership; 0 without
 * @param counts what passed since this node has it
 * @param engine how the engine is doing, while it runs
 * @param lastError the last error since the channel was ordered to run, healed or not
 */
public record DutyStatus(
        Assignment assignment,
        Phase phase,
        String reason,
        Instant since,
        long epoch,
        Counts counts,
        Optional<PipelineStatus> engine,
        Optional<Failure> lastError) {

    /** The same with another reason. */
    public DutyStatus because(String other) {
        return new DutyStatus(assignment, phase, other, since, epoch, counts, engine, lastError);
    }

    /**
     * An error.
     *
     * @param error which
     * @param at when
     */
    public record Failure(OtterException error, Instant at) {}

    /** What is done with a pipeline. */
    public enum Phase {
        /** The channel is not to run. */
        STOPPED,
        /** Another node leads, or nobody yet, or ZooKeeper has not been reached. */
        STANDBY,
        /** The engine is connecting and checking. */
        STARTING,
        /** The engine runs. */
        RUNNING,
        /** It could not be started; tried again by itself. */
        RETRYING,
        /** Stopped by an error that a human must look at. */
        FAILED
    }
}
