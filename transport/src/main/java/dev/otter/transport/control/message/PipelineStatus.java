package dev.otter.transport.control.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one pipeline is doing on the node that runs it. Long texts are cut on the wire.
 *
 * @param pipeline the pipeline's number, as text
 * @param state what it is doing, in a word of the node's
 * @param reason why it is in that state; empty when it simply runs
 * @param since since when
 * @param waitingStage the stage that waits longest for an answer: {@code select}, {@code extract},
 *     {@code transform} or {@code load}; empty when none waits
 * @param epoch under which the node leads; 0 when it does not
 * @param position how far the target is, as the source's log counts; empty when not known
 * @param flow what passes now
 * @param totals what passed since the node began to run the pipeline
 * @param heldTables tables whose changes are kept back, each with why; at most {@link
 *     #MOST_HELD_TABLES} reach the manager
 * @param lastError the last error, healed or not
 * @param notices what somebody should know although it runs; at most {@link #MOST_NOTICES} reach
 *     the manager
 * @param triedAlone transactions that the target refused beside older ones and took after them,
 *     since the node began to run the pipeline
 * @param copy how far a full load is; empty when there is none
 * @param verify what reading rows back has come to; empty when that is off
 */
public record PipelineStatus(
        String pipeline,
        String state,
        String reason,
        Instant since,
        String waitingStage,
        long epoch,
        String position,
        Flow flow,
        Totals totals,
        List<String> heldTables,
        Optional<LastError> lastError,
        List<String> notices,
        long triedAlone,
        Optional<Copy> copy,
        Optional<Verify> verify) {
    /** More are left out on the wire; the last text then tells how many. */
    public static final int MOST_HELD_TABLES = 100;

    /** More are left out on the wire; the last text then tells how many. */
    public static final int MOST_NOTICES = 20;

    public PipelineStatus {
        heldTables = List.copyOf(heldTables);
        notices = List.copyOf(notices);
    }

    /** Without notices and without a full load. */
    public PipelineStatus(
            String pipeline,
            String state,
            String reason,
            Instant since,
            String waitingStage,
            long epoch,
            String position,
            Flow flow,
            Totals totals,
            List<String> heldTables,
            Optional<LastError> lastError) {
        this(
                pipeline,
                state,
                reason,
                since,
                waitingStage,
                epoch,
                position,
                flow,
                totals,
                heldTables,
                lastError,
                List.of(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What reading rows back has come to since the pipeline was started on the node.
     *
     * @param looked keys that were looked at on both sides
     * @param waiting keys that wait
     * @param leftOut keys that were left out, mostly because too many waited
     * @param undecided rows of which nothing could be said
     * @param differences rows proven to differ
     * @param healed of these, those that were seen equal later
     * @param open of these, those that can be asked for now
     * @param trouble why nothing can be looked at now; empty when it can
     */
    public record Verify(
            long looked,
            long waiting,
            long leftOut,
            long undecided,
            long differences,
            long healed,
            long open,
            String trouble) {}

    /**
     * How far a full load is.
     *
     * @param tablesDone tables all of whose rows are durable on the target
     * @param tables tables in all
     * @param rowsDone rows durable on the target
     * @param rowsEstimated rows in all, as the source guesses
     * @param rowsPerSecond since this run of the pipeline began
     * @param secondsLeft at this speed; empty before there is any, and when all is done
     */
    public record Copy(
            int tablesDone,
            int tables,
            long rowsDone,
            long rowsEstimated,
            double rowsPerSecond,
            OptionalLong secondsLeft) {}

    /**
     * What passes through a pipeline.
     *
     * @param lagMillis age of the oldest source transaction that is not durable on the target;
     *     absent when that cannot be told
     * @param rowsPerSecond rows made durable on the target
     * @param transactionsPerSecond source transactions made durable on the target
     * @param bytesPerSecond bytes of the source's log that were read
     * @param groupsPerSecond transactions of the target
     * @param queueBytes bytes between source and target in this node
     * @param queueLimitBytes as many may be between source and target; 0 when there is no limit
     */
    public record Flow(
            OptionalLong lagMillis,
            double rowsPerSecond,
            double transactionsPerSecond,
            double bytesPerSecond,
            double groupsPerSecond,
            long queueBytes,
            long queueLimitBytes) {
        /** Nothing passes, and how far the target lags behind cannot be told. */
        public static final Flow NONE = new Flow(OptionalLong.empty(), 0, 0, 0, 0, 0, 0);
    }

    /**
     * Counts since the node began to run the pipeline.
     *
     * @param rows made durable on the target
     * @param transactions source transactions made durable on the target
     * @param retries of whatever failed and may heal
     * @param quarantined rows put aside
     */
    public record Totals(long rows, long transactions, long retries, long quarantined) {
        public static final Totals NONE = new Totals(0, 0, 0, 0);
    }

    /**
     * An error that was noticed.
     *
     * @param fault which
     * @param time when, on the node's clock
     */
    public record LastError(Fault fault, Instant time) {}
}
