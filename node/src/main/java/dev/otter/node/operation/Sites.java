package dev.otter.node.operation;

import java.util.Optional;

/** Finds the pipelines that this node leads. Thread-safe; never blocks. */
@FunctionalInterface
public interface Sites {

    /**
     * @param pipeline its number
     * @return empty when this node does not lead it
     */
    Optional<Site> find(long pipeline);
}
