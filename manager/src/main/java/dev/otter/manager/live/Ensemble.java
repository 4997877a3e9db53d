package dev.otter.manager.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How ZooKeeper is.
 *
 * @param embedded whether it is the manager's own
 * @param connected whether a server answers us
 * @param reason why not; empty when one does
 * @param since since when that is so
 * @param servers each server, as it tells of itself
 */
public record Ensemble(
        boolean embedded, boolean connected, String reason, Instant since, List<Server> servers) {
    public Ensemble {
        servers = List.copyOf(servers);
    }

    /**
     * One server.
     *
     * @param address {@code host:port}
     * @param reachable whether it answered
     * @param mode standalone, leader, follower or observer
     * @param version of ZooKeeper
     * @param connections of clients
     * @param latencyMillis mean time of its answers
     * @param outstanding requests that it has not answered yet
     * @param znodes how many paths it holds
     * @param problem what is wrong with it; empty when nothing is
     */
    public record Server(
            String address,
            boolean reachable,
            Optional<String> mode,
            Optional<String> version,
            Optional<Long> connections,
            Optional<Double> latencyMillis,
            Optional<Long> outstanding,
            Optional<Long> znodes,
            String problem) {}
}
