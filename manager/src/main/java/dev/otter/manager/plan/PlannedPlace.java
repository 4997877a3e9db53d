package dev.otter.manager.plan;

import dev.otter.model.channel.CheckSchedule;
import java.util.List;
import java.util.Optional;

/**
 * A configured pipeline as it is run.
 *
 * @param number its number for nodes and ZooKeeper
 * @param channel the channel's id
 * @param channelName the channel's name
 * @param name the pipeline's name within the channel
 * @param candidates numbers of the nodes that may run it, the preferred first
 * @param obstacles why no node can be told to run it, each with its cure; empty when they are
 * @param schedule when all its tables are compared
 */
public record PlannedPlace(
        long number,
        long channel,
        String channelName,
        String name,
        List<Integer> candidates,
        List<String> obstacles,
        Optional<CheckSchedule> schedule) {
    /** One that is not compared by a clock. */
    public PlannedPlace(
            long number,
            long channel,
            String channelName,
            String name,
            List<Integer> candidates,
            List<String> obstacles) {
        this(number, channel, channelName, name, candidates, obstacles, Optional.empty());
    }

    public PlannedPlace {
        candidates = List.copyOf(candidates);
        obstacles = List.copyOf(obstacles);
    }

    /** {@code channel/pipeline}. */
    public String title() {
        return channelName + "/" + name;
    }
}
