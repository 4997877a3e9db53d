package dev.otter.manager.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A configured pipeline as it is now. What only the node that runs it can tell is left out when no
 * connected node does.
 *
 * @param channel the channel that it belongs to
 * @param name its name within the channel
 * @param number its number for nodes and ZooKeeper
 * @param run what the channel is to do; left out while ZooKeeper has never been heard
 * @param state what it does, in a word: stopped, standby, starting, running, waiting, retrying,
 *     failed, or unreported when it should run and no node tells of it
 * @param reason why; empty when it simply runs
 * @param since since when
 * @param node who tells of it
 * @param epoch under which that node leads; left out when it does not
 * @param reportedAt when it was told last, on the manager's clock
 * @param position how far the target is
 * @param lagMillis age of the oldest transaction that is not durable on the target
 * @param waitingStage the stage that the others wait for
 * @param rowsPerSecond rows made durable on the target
 * @param transactionsPerSecond source transactions made durable on the target
 * @param bytesPerSecond bytes of the log that are read
 * @param groupsPerSecond transactions of the target
 * @param queueBytes bytes between source and target
 * @param queueLimitBytes as many may be there; left out when there is no limit
 * @param rowsApplied since the node began to run it
 * @param transactionsApplied since the node began to run it
 * @param retries since the node began to run it
 * @param quarantined rows put aside since the node began to run it
 * @param heldTables tables whose changes are kept back, each with why
 * @param lastError the last error, healed or not
 * @param notices what somebody should know although it runs
 * @param triedAlone transactions that the target refused beside older ones and took after them
 * @param copy how far a full load is; left out when there is none
 * @param verify what reading rows back has come to; left out when that is off
 */
public record LivePipeline(
        ChannelRef channel,
        String name,
        long number,
        Optional<RunState> run,
        String state,
        Optional<String> reason,
        Optional<Instant> since,
        Optional<NodeRef> node,
        Optional<Long> epoch,
        Optional<Instant> reportedAt,
        Optional<String> position,
        Optional<Long> lagMillis,
        Optional<String> waitingStage,
        Optional<Double> rowsPerSecond,
        Optional<Double> transactionsPerSecond,
        Optional<Double> bytesPerSecond,
        Optional<Double> groupsPerSecond,
        Optional<Long> queueBytes,
        Optional<Long> queueLimitBytes,
        Optional<Long> rowsApplied,
        Optional<Long> transactionsApplied,
        Optional<Long> retries,
        Optional<Long> quarantined,
        Optional<List<String>> heldTables,
        Optional<Trouble> lastError,
        Optional<List<String>> notices,
        Optional<Long> triedAlone,
        Optional<CopyProgress> copy,
        Optional<VerifyProgress> verify) {

    /** Its channel. */
    public record ChannelRef(long id, String name) {}

    /**
     * How far a full load is.
     *
     * @param tablesDone tables all of whose rows are on the target
     * @param tables tables in all
     * @param rowsDone rows on the target
     * @param rowsEstimated rows in all, as the source guesses
     * @param rowsPerSecond since this run of the pipeline began
     * @param secondsLeft at this speed; left out while it cannot be told, and when all is done
     */
    public record CopyProgress(
            int tablesDone,
            int tables,
            long rowsDone,
            long rowsEstimated,
            double rowsPerSecond,
            Optional<Long> secondsLeft) {}

    /**
     * What reading rows back has come to since the pipeline was started on its node.
     *
     * @param looked keys that were looked at on both sides
     * @param waiting keys that wait
     * @param leftOut keys that were left out, mostly because too many waited
     * @param undecided rows of which nothing could be said
     * @param differences rows proven to differ
     * @param healed of these, those that were seen equal later
     * @param open of these, those that are listed now
     * @param trouble why nothing can be looked at now; left out when it can
     */
    public record VerifyProgress(
            long looked,
            long waiting,
            long leftOut,
            long undecided,
            long differences,
            long healed,
            long open,
            Optional<String> trouble) {}

    /** A node. */
    public record NodeRef(long nid, String name) {}

    /** {@code channel/pipeline}. */
    public String title() {
        return channel.name() + "/" + name;
    }
}
