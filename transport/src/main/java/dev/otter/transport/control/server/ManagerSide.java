package dev.otter.transport.control.server;

/**
 * What the server needs from the rest of the manager.
 *
 * @param registry who may connect
 * @param configurations what nodes are to run with
 * @param reports where their reports go
 */
public record ManagerSide(
        NodeRegistry registry, ConfigurationSource configurations, ReportSink reports) {}
