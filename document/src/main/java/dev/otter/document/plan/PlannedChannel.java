package dev.otter.document.plan;

import dev.otter.model.config.Check;
import java.util.List;

/**
 * A channel with the pipelines of it that the node may run.
 *
 * @param id the manager's number of the channel
 * @param name the channel's name
 * @param pipelines in the order of the configuration
 */
public record PlannedChannel(long id, String name, List<PlannedPipeline> pipelines) {
    public PlannedChannel {
        pipelines = Check.list("pipelines", pipelines);
    }
}
