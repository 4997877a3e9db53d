package dev.otter.manager.catalog;

/**
 * The number under which a pipeline is known to nodes and ZooKeeper.
 *
 * @param number never changes, and never becomes that of another pipeline
 * @param channel the channel's id
 * @param name the pipeline's name within the channel
 */
public record NumberedPipeline(long number, long channel, String name) {}
