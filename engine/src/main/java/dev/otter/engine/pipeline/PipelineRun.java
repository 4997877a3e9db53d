package dev.otter.engine.pipeline;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;

/**
 * A pipeline that was started. All methods may be called from any thread.
 *
 * <p>A run reconnects and waits by itself as long as waiting can help; it ends by {@link #close} or
 * with state FAILED.
 */
public interface PipelineRun extends AutoCloseable {

    /** How it goes; never blocks. */
    PipelineStatus status();

    /**
     * The end of the source's log now; everything committed on the source before the call lies
     * before it.
     *
     * @throws dev.otter.model.error.OtterException when the source cannot be reached
     */
    LogPosition sourceEnd();

    /**
     * True once everything up to the position is durable on the target, and all rows of a full
     * load.
     */
    boolean reached(LogPosition position);

    /**
     * Waits until {@link #reached}, the run has failed or stopped, or the time is over.
     *
     * @return whether the position was reached
     */
    boolean await(LogPosition position, Duration timeout) throws InterruptedException;

    /**
     * Asks to read from another server of the source endpoint from now on: its own or one of its
     * standbys. Returns at once; the status tells what came of it. Nothing is lost or applied
     * twice: where that cannot be had the server in use is kept.
     *
     * @param address {@code host:port}
     * @throws dev.otter.model.error.OtterException when the endpoint has no such server, or the run
     *     is over
     */
    default void switchSource(String address) {
        throw new OtterException(
                ErrorCode.STATE_FORBIDS,
                "this run cannot switch to " + address,
                "",
                "Switch a pipeline that runs on servers of its own.");
    }

    /** {@code host:port} of the server that is read now; empty when that is not known. */
    default String readsFrom() {
        return "";
    }

    /**
     * Another process has taken over: target transactions in flight are broken off and not tried
     * again. Returns at once; {@link #close} then has little to wait for.
     */
    void abandon();

    /**
     * Stops: finishes the target transactions in flight, writes the checkpoint and closes all
     * connections. Safe to call again; never throws for a run that has already failed.
     */
    @Override
    void close();
}
