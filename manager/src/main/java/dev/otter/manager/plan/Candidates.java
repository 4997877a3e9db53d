package dev.otter.manager.plan;

import dev.otter.model.config.Check;
import dev.otter.model.config.channel.PipelineConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes may run a pipeline, in this order: those that may load, else those that may select,
 * else all by number. When both are named, one node does both: those that are in both.
 *
 * @param nodes their numbers, the preferred first
 * @param obstacle why there are none, with its cure
 */
record Candidates(List<Integer> nodes, Optional<String> obstacle) {

    /**
     * @param numbers of all nodes, by {@link Check#key} of their names, in order of number
     */
    static Candidates of(PipelineConfig pipeline, Map<String, Integer> numbers) {
        List<String> select = pipeline.nodes().select();
        List<String> load = pipeline.nodes().load();
        if (numbers.isEmpty()) {
            return none("No node is configured; add one, and start it.");
        }
        if (select.isEmpty() && load.isEmpty()) {
            return new Candidates(List.copyOf(numbers.values()), Optional.empty());
        }
        List<String> selecting = select.stream().map(Check::key).toList();
        List<Integer> found =
                (load.isEmpty() ? select : load)
                        .stream()
                                .map(Check::key)
                                .filter(name ->
                                        load.isEmpty()
                                                || select.isEmpty()
                                                || selecting.contains(name))
                                .filter(numbers::containsKey)
                                .map(numbers::get)
                                .toList();
        return found.isEmpty()
                ? none(
                        "No node may both select and load for pipeline '"
                                + pipeline.name()
                                + "', and in this version one node does both; name a node in both"
                                + " lists, or leave one list empty.")
                : new Candidates(found, Optional.empty());
    }

    private static Candidates none(String why) {
        return new Candidates(List.of(), Optional.of(why));
    }
}
