package dev.otter.cluster.election;

import java.time.Duration;

/**
 * How long candidates hold back, so that leadership does not jump without need.
 *
 * @param afterDeath after the leader and its membership have vanished; time for it to come back
 *     with a new session
 * @param afterLostSession after the leader has vanished while its process is a live member
 * @param forSuccessor after a leader has given up in favour of a node that is alive
 * @param perRank for each live candidate that is preferred
 * @param quiet after our own connection has come up: ZooKeeper may just have been started, and the
 *     leader may be on its way back; comes on top of the session's time
 */
public record ElectionTiming(
        Duration afterDeath,
        Duration afterLostSession,
        Duration forSuccessor,
        Duration perRank,
        Duration quiet) {

    /** With a session of 8 s and ticks of 3 s a dead leader is replaced in less than 14 s. */
    public static final ElectionTiming USUAL =
            new ElectionTiming(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2));
}
