package dev.otter.document.plan;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.config.Check;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline with everything that its configuration names.
 *
 * @param number the manager's number of the pipeline; names its place in ZooKeeper
 * @param config as configured
 * @param from the source
 * @param to the target
 * @param canal settings of the log's reader, when they are kept apart
 * @param candidates numbers of the nodes that may run it, the preferred first; never empty
 */
public record PlannedPipeline(
        long number,
        PipelineConfig config,
        PlannedEndpoint from,
        PlannedEndpoint to,
        Optional<CanalConfig> canal,
        List<Integer> candidates) {
    public PlannedPipeline {
        canal = Check.absent(canal);
        candidates = Check.list("candidates", candidates);
    }

    /** What the engine takes. */
    public Pipeline pipeline() {
        return config.toPipeline(source(), to.endpoint(), canal.map(CanalConfig::start));
    }

    /** Standbys take over by themselves only where the canal's heartbeat says so. */
    private Endpoint source() {
        List<Failover.Server> standbys =
                from.standbys().stream()
                        .map(address -> new Failover.Server(address.host(), address.port()))
                        .toList();
        if (standbys.isEmpty()) {
            return from.endpoint();
        }
        return from.endpoint()
                .withFailover(
                        new Failover(
                                standbys,
                                canal.map(CanalConfig::heartbeat)
                                        .filter(Heartbeat::failover)
                                        .map(PlannedPipeline::heartbeat),
                                Failover.OVERLAP));
    }

    private static Failover.Heartbeat heartbeat(Heartbeat configured) {
        return new Failover.Heartbeat(
                Duration.ofSeconds(configured.intervalSeconds()),
                Duration.ofSeconds(configured.timeoutSeconds()),
                Math.max(1, configured.retries()),
                Failover.Heartbeat.STATEMENT);
    }
}
