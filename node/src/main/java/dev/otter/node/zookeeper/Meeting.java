package dev.otter.node.zookeeper;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.election.ElectionTiming;
import dev.otter.cluster.election.Elections;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.membership.Membership;
import dev.otter.cluster.membership.MembershipStatus;
import dev.otter.cluster.mirror.CheckpointMirror;
import dev.otter.cluster.runstate.RunStates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All that a node has in ZooKeeper once it is there; stays through outages. Opened in the order in
 * which the parts need each other, closed in the opposite one.
 */
final class Meeting implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

    private final ZooKeeperConnection connection;
    private final Membership membership;
    private final LiveNodes live;
    private final Elections elections;
    private final RunStates states;
    private final CheckpointMirror mirror;

    private Meeting(ZooKeeperConnection connection, Membership membership, InstantSource clock) {
        this.connection = connection;
        this.membership = membership;
        this.live = new LiveNodes(connection, clock, _ -> {});
        this.elections = new Elections(connection, live, ElectionTiming.USUAL, clock);
        this.states = new RunStates(connection);
        this.mirror = new CheckpointMirror(connection);
    }

    /**
     * Joins; waits for ZooKeeper and for the place of a predecessor, at most a minute.
     *
     * @param listener told of each new state of the membership
     * @throws dev.otter.model.error.OtterException when ZooKeeper cannot be reached or used, or
     *     another live process has the node's number
     */
    static Meeting join(
            Place place,
            Self self,
            InstantSource clock,
            RandomGenerator random,
            Consumer<MembershipStatus> listener) {
        ZooKeeperConnection connection =
                ZooKeeperConnection.connect(
                        new ConnectionConfig(
                                place.servers(), place.session(), CONNECT_LIMIT, place.login()),
                        clock,
                        random);
        try {
            return new Meeting(
                    connection,
                    Membership.join(connection, self.member(), self.predecessor(), clock, listener),
                    clock);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    ZooKeeperConnection connection() {
        return connection;
    }

    Elections elections() {
        return elections;
    }

    RunStates states() {
        return states;
    }

    CheckpointMirror mirror() {
        return mirror;
    }

    /** Elections and watches have been closed before. */
    @Override
    public void close() {
        mirror.close();
        live.close();
        membership.close();
        connection.close();
    }
}
