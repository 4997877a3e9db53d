package dev.otter.cluster.election;

import java.time.Instant;

/**
 * The newest epoch and whose it is or was; what is in {@code epoch}.
 *
 * @param epoch grows with each change of leader; never falls, never twice
 * @param nid the node that got it
 * @param process the process that got it
 * @param since when it became leader
 * @param end how its leadership ended; null while it has not, or ended by dying
 */
public record EpochRecord(long epoch, int nid, String process, Instant since, End end) {

    /**
     * A leadership that was given up in good order.
     *
     * @param at when
     * @param next the node that should lead next; 0 when any may
     */
    public record End(Instant at, int next) {}

    EpochRecord ended(Instant at, int next) {
        return new EpochRecord(epoch, nid, process, since, new End(at, next));
    }
}
