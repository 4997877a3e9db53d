package dev.otter.model.channel;

import java.util.List;

/**
 * Pipelines that belong together and start and stop together.
 *
 * @param name unique in the configuration
 * @param pipelines at least one
 */
public record Channel(String name, List<Pipeline> pipelines) {
    public Channel {
        pipelines = List.copyOf(pipelines);
    }
}
