package dev.otter.cluster.election;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a candidate has just read from ZooKeeper.
 *
 * @param leader who leads
 * @param leaderIsOwnSession whether the leader's ephemeral belongs to our present session
 * @param last the newest epoch; empty before the first election
 * @param live process ids of the live nodes by node id; only read when nobody leads
 * @param vacantFor how long we have been seeing that nobody leads
 * @param connectedFor how long our connection has been up
 */
record Observation(
        Optional<LeaderRecord> leader,
        boolean leaderIsOwnSession,
        Optional<EpochRecord> last,
        Map<Integer, String> live,
        Duration vacantFor,
        Duration connectedFor) {}
