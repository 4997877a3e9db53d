package dev.otter.cluster.ensemble;

import dev.otter.cluster.connection.ServerAddress;

/** What one server told of itself. */
public sealed interface ServerHealth {
    ServerAddress server();

    /**
     * It serves.
     *
     * @param version of ZooKeeper
     * @param mode standalone, or its part in the ensemble: leader, follower, observer
     * @param connections open ones of clients, ours included
     * @param outstanding requests that it has not answered yet
     * @param latency of answers in milliseconds, since its start
     * @param znodes how many paths it holds
     */
    record Serving(
            ServerAddress server,
            String version,
            String mode,
            long connections,
            long outstanding,
            Latency latency,
            long znodes)
            implements ServerHealth {}

    /** It runs but takes no requests, for it has no quorum. */
    record NotServing(ServerAddress server) implements ServerHealth {}

    /** It cannot be reached, or answered something else. */
    record Silent(ServerAddress server, String reason) implements ServerHealth {}

    /** Milliseconds. */
    record Latency(double min, double average, double max) {}
}
