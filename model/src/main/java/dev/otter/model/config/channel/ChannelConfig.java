package dev.otter.model.config.channel;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pipelines that belong together and start and stop together.
 *
 * @param name unique, whatever its case
 * @param description free text
 * @param pipelines in order; none is allowed until the channel is started
 */
public record ChannelConfig(String name, String description, List<PipelineConfig> pipelines)
        implements Named {
    /** Pipelines of one channel. */
    public static final int PIPELINES_MAX = 64;

    public ChannelConfig {
        Check.name("a channel", name);
        description = Check.text("description", description);
        pipelines = Check.list("pipelines", pipelines);
        Check.distinct("pipeline", pipelines.stream().map(PipelineConfig::name).toList());
        if (pipelines.size() > PIPELINES_MAX) {
            throw new IllegalArgumentException(
                    "channel '%s' has %d pipelines; allowed are %d"
                            .formatted(name, pipelines.size(), PIPELINES_MAX));
        }
    }

    /** Whether two of its pipelines run in opposite directions. */
    public boolean twoWay() {
        Set<List<String>> ways = new HashSet<>();
        for (PipelineConfig pipeline : pipelines) {
            ways.add(List.of(Check.key(pipeline.from()), Check.key(pipeline.to())));
        }
        return ways.stream().anyMatch(way -> ways.contains(way.reversed()));
    }

    /** The pipeline of this name, whatever its case. */
    public Optional<PipelineConfig> pipeline(String wanted) {
        return pipelines.stream().filter(known -> known.name().equalsIgnoreCase(wanted)).findAny();
    }

    /** The same channel with other pipelines. */
    public ChannelConfig withPipelines(List<PipelineConfig> other) {
        return new ChannelConfig(name, description, other);
    }

    /**
     * Why it cannot be started as it is, each a sentence with its cure; empty when it can.
     *
     * <p>A channel in the making may be kept with these faults.
     */
    public List<String> obstacles() {
        List<String> found = new ArrayList<>();
        if (pipelines.isEmpty()) {
            found.add("The channel has no pipeline; add one.");
        }
        for (PipelineConfig pipeline : pipelines) {
            if (pipeline.tables().isEmpty()) {
                found.add("Pipeline '" + pipeline.name() + "' has no tables; add a mapping.");
            }
        }
        if (twoWay()) {
            if (pipelines.stream().allMatch(pipeline -> pipeline.ddl().applies())) {
                found.add(
                        "Every pipeline of this two-way channel carries DDL, which would go round"
                                + " for ever; set ddl to ignore or stop in one direction.");
            }
            if (pipelines.stream().allMatch(pipeline -> pipeline.twoWay().home())) {
                found.add("Every pipeline of this two-way channel is home; leave it on one.");
            }
        }
        return List.copyOf(found);
    }
}
