package dev.otter.cluster.connection;

import java.time.Duration;
import java.util.Optional;

/**
 * How to reach an ensemble.
 *
 * @param servers all its servers
 * @param session how long a silent process keeps its session
 * @param connectLimit how long the first connection may take before it is an error
 * @param login with what; empty for a tree that is open to everybody
 */
public record ConnectionConfig(
        ServerList servers, SessionTime session, Duration connectLimit, Optional<Login> login) {

    /** With the usual times. */
    public static ConnectionConfig to(ServerList servers, Optional<Login> login) {
        return new ConnectionConfig(servers, SessionTime.USUAL, Duration.ofSeconds(15), login);
    }
}
