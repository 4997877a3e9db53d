package dev.otter.transport.control.server;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the server listens.
 *
 * @param listen address and port; port 0 takes a free one
 * @param mostConnections TCP connections at once; more are closed as soon as they are made
 * @param helloDeadline how long a connected peer may take to say who it is
 * @param commandDeadline how long a node may take to answer a command
 * @param approvalPoll after which time a waiting node asks again
 */
public record ControlServerConfig(
        InetSocketAddress listen,
        int mostConnections,
        Duration helloDeadline,
        Duration commandDeadline,
        Duration approvalPoll) {

    /** The usual figures: 512 connections, 10 s, 10 s, 3 s. */
    public static ControlServerConfig at(InetSocketAddress listen) {
        return new ControlServerConfig(
                listen, 512, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(3));
    }
}
