package dev.otter.engine.pipeline;

import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One look at a running pipeline; a plain value, consistent enough for display.
 *
 * @param pipeline name of the pipeline
 * @param state what it does
 * @param reason in a few words why it is in that state or what it waits for
 * @param since when the state or reason began
 * @param position everything up to here is durable on the target; empty before the first checkpoint
 * @param lagMillis age of the oldest source transaction not yet durable on the target, by the
 *     source's clock corrected for the difference of both clocks; while older log is being read and
 *     nothing is outstanding, age of the newest transaction read; 0 when all is durable; empty
 *     while it cannot be told: without a session, and before the first transaction was read of a
 *     log that holds more
 * @param rowsApplied source rows durable on the target since the start of this run
 * @param transactionsApplied source transactions in scope durable on the target since the start of
 *     this run
 * @param bytesRead bytes of log read since the start of this run
 * @param groupsApplied target transactions committed since the start of this run
 * @param retries target transactions tried again because of deadlocks, lock waits or lost
 *     connections
 * @param quarantined rows put aside since the start of this run
 * @param heldTables tables that are held, each with its reason
 * @param failure the error that stopped it, when the state is FAILED
 */
public record PipelineStatus(
        String pipeline,
        PipelineState state,
        String reason,
        Instant since,
        Optional<LogPosition> position,
        OptionalLong lagMillis,
        long rowsApplied,
        long transactionsApplied,
        long bytesRead,
        long groupsApplied,
        long retries,
        long quarantined,
        List<String> heldTables,
        Optional<OtterException> failure) {}
