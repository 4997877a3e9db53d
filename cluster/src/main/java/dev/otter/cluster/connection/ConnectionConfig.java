package dev.otter.cluster.connection;

import java.time.Duration;

/**
 * How to reach an ensemble.
 *
 * @param servers all its servers
 * @param session how long a silent process keeps its session
 * @param connectLimit how long the first connection may take before it is an error
 */
public record ConnectionConfig(ServerList servers, SessionTime session, Duration connectLimit) {

    /** With the usual times. */
    public static ConnectionConfig to(ServerList servers) {
        return new ConnectionConfig(servers, SessionTime.USUAL, Duration.ofSeconds(15));
    }
}
