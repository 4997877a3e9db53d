package dev.otter.engine.pipeline;

import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.verify.live.LiveStatus;
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
 * @param waitingStage {@code select} or {@code load}: which of both has waited longest; empty when
 *     none waits, or the pipeline as a whole starts again
 * @param rowsApplied source rows durable on the target since the start of this run
 * @param kinds the same by kind; those of a giant transaction are added when it is durable
 * @param transactionsApplied source transactions in scope durable on the target since the start of
 *     this run
 * @param bytesRead bytes of log read since the start of this run
 * @param groupsApplied target transactions committed since the start of this run
 * @param queue what lies between source and target
 * @param retries target transactions tried again because of deadlocks, lock waits or lost
 *     connections
 * @param quarantined rows put aside since the start of this run
 * @param heldTables tables that are held, each with its reason
 * @param failure the error that stopped it, when the state is FAILED
 * @param triedAlone transactions that were refused while older ones were under way and taken when
 *     tried again alone: they depend on those in a way that was not foreseen
 * @param notices what somebody should know although it runs: of the source's servers and its log
 * @param copy how far a full load is; empty when there is none
 * @param files what became of attached files since the start of this run
 * @param verify what reading rows back has come to; empty when that is off
 * @param reading how it gets its source's log
 */
public record PipelineStatus(
        String pipeline,
        PipelineState state,
        String reason,
        Instant since,
        Optional<LogPosition> position,
        OptionalLong lagMillis,
        Optional<String> waitingStage,
        long rowsApplied,
        Kinds kinds,
        long transactionsApplied,
        long bytesRead,
        long groupsApplied,
        Queue queue,
        long retries,
        long quarantined,
        List<String> heldTables,
        Optional<OtterException> failure,
        long triedAlone,
        List<String> notices,
        Optional<CopyProgress> copy,
        Files files,
        Optional<LiveStatus> verify,
        SourceReading reading) {

    /** Without a source that is read. */
    public PipelineStatus(
            String pipeline,
            PipelineState state,
            String reason,
            Instant since,
            Optional<LogPosition> position,
            OptionalLong lagMillis,
            Optional<String> waitingStage,
            long rowsApplied,
            Kinds kinds,
            long transactionsApplied,
            long bytesRead,
            long groupsApplied,
            Queue queue,
            long retries,
            long quarantined,
            List<String> heldTables,
            Optional<OtterException> failure,
            long triedAlone,
            List<String> notices,
            Optional<CopyProgress> copy,
            Files files,
            Optional<LiveStatus> verify) {
        this(
                pipeline,
                state,
                reason,
                since,
                position,
                lagMillis,
                waitingStage,
                rowsApplied,
                kinds,
                transactionsApplied,
                bytesRead,
                groupsApplied,
                queue,
                retries,
                quarantined,
                heldTables,
                failure,
                triedAlone,
                notices,
                copy,
                files,
                verify,
                SourceReading.NONE);
    }

    /** Without a full load. */
    public PipelineStatus(
            String pipeline,
            PipelineState state,
            String reason,
            Instant since,
            Optional<LogPosition> position,
            OptionalLong lagMillis,
            Optional<String> waitingStage,
            long rowsApplied,
            Kinds kinds,
            long transactionsApplied,
            long bytesRead,
            long groupsApplied,
            Queue queue,
            long retries,
            long quarantined,
            List<String> heldTables,
            Optional<OtterException> failure,
            long triedAlone,
            List<String> notices) {
        this(
                pipeline,
                state,
                reason,
                since,
                position,
                lagMillis,
                waitingStage,
                rowsApplied,
                kinds,
                transactionsApplied,
                bytesRead,
                groupsApplied,
                queue,
                retries,
                quarantined,
                heldTables,
                failure,
                triedAlone,
                notices,
                Optional.empty(),
                Files.NONE,
                Optional.empty());
    }

    /**
     * Attached files.
     *
     * @param copied brought to the target
     * @param equal there already with the same content
     * @param missing left out, as the source did not have them
     * @param removed on the target, with their rows
     * @param bytes written to the target
     */
    public record Files(long copied, long equal, long missing, long removed, long bytes) {
        public static final Files NONE = new Files(0, 0, 0, 0, 0);
    }

    /** Rows and statements by what they did. */
    public record Kinds(long inserts, long updates, long deletes, long schemaChanges) {
        public static final Kinds NONE = new Kinds(0, 0, 0, 0);
    }

    /**
     * Changes that were read and are not yet durable.
     *
     * @param bytes approximate size in memory
     * @param limitBytes reading waits when it would become more
     */
    public record Queue(long bytes, long limitBytes) {
        public static final Queue NONE = new Queue(0, 0);
    }
}
