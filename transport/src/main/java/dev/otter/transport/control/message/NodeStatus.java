package dev.otter.transport.control.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a node is doing.
 *
 * @param time when it was measured, on the node's clock
 * @param version the node's version
 * @param uptime since the process began
 * @param load of the process
 * @param pipelines those that the node runs
 */
public record NodeStatus(
        Instant time, String version, Duration uptime, Load load, List<PipelineStatus> pipelines) {
    public NodeStatus {
        pipelines = List.copyOf(pipelines);
    }

    /**
     * What the process uses.
     *
     * @param cpu share of all processors, 0 to 1
     */
    public record Load(long heapUsedBytes, long heapMaxBytes, double cpu) {}
}
