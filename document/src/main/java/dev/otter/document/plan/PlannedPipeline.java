package dev.otter.document.plan;

import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.Check;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline with everything that its configuration names.
 *
 * @param number the manager's number of the pipeline; names its place in ZooKeeper
 * @param config as configured
 * @param from the source
 * @param to the target
 * @param canalStart where its canal begins, when it has one
 * @param canal the canal itself, when it has one
 * @param candidates numbers of the nodes that may run it, the preferred first; never empty
 */
public record PlannedPipeline(
        long number,
        PipelineConfig config,
        PlannedEndpoint from,
        PlannedEndpoint to,
        Optional<StartPoint> canalStart,
        Optional<CanalConfig> canal,
        List<Integer> candidates) {
    public PlannedPipeline {
        canalStart = Check.absent(canalStart);
        canal = Check.absent(canal);
        candidates = Check.list("candidates", candidates);
    }

    /** Without more of its canal than where it begins. */
    public PlannedPipeline(
            long number,
            PipelineConfig config,
            PlannedEndpoint from,
            PlannedEndpoint to,
            Optional<StartPoint> canalStart,
            List<Integer> candidates) {
        this(number, config, from, to, canalStart, Optional.empty(), candidates);
    }

    /** What the engine takes. */
    public Pipeline pipeline() {
        return config.toPipeline(from.endpoint(), to.endpoint(), canalStart);
    }
}
