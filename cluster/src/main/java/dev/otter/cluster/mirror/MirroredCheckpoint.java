package dev.otter.cluster.mirror;

import java.time.Instant;

/**
 * A copy of a pipeline's checkpoint as its leader knew it.
 *
 * @param position {@code file:offset} of the source's log
 * @param gtids the executed GTID set; cut after 16,384 characters, then it ends with an ellipsis
 * @param nid the node that wrote it
 * @param epoch of the leader that wrote it
 * @param at when it was durable on the target, by the node's clock
 */
public record MirroredCheckpoint(String position, String gtids, int nid, long epoch, Instant at) {
    private static final int GTIDS_LIMIT = 16_384;

    public MirroredCheckpoint {
        if (gtids.length() > GTIDS_LIMIT + 1) {
            gtids = gtids.substring(0, GTIDS_LIMIT) + "…";
        }
    }
}
