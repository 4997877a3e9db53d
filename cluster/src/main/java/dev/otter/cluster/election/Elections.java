package dev.otter.cluster.election;

import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.membership.LiveNodes;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Where a process enters elections. Thread-safe; the parts stay the caller's to close. */
public final class Elections {
    private final Surroundings surroundings;

    /** What all elections of a process share. */
    record Surroundings(
            ZooKeeperConnection connection,
            LiveNodes live,
            ElectionTiming timing,
            InstantSource clock) {}

    public Elections(
            ZooKeeperConnection connection,
            LiveNodes live,
            ElectionTiming timing,
            InstantSource clock) {
        this.surroundings = new Surroundings(connection, live, timing, clock);
    }

    /**
     * Takes part in an election until it is closed.
     *
     * @param candidates ids of the nodes that may lead, the preferred first; a node that is not
     *     among them only watches
     * @param listener told of what happens to our leadership, in order, on a virtual thread of its
     *     own ({@code pipeline-ID-ROLE-leader-listener}). While it works it is told nothing new;
     *     what takes long should be done elsewhere, or look at {@link Leadership#loss}.
     */
    public Election enter(
            Seat seat, List<Integer> candidates, Consumer<LeadershipChange> listener) {
        Election election = new Election(surroundings, seat, candidates, listener);
        election.begin();
        return election;
    }
}
