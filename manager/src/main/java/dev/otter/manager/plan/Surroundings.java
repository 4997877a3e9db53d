package dev.otter.manager.plan;

import java.time.Duration;
import java.util.List;

/**
 * What nodes are told that is not configured in the catalog.
 *
 * @param zookeeper the manager's own servers as {@code host:port}, for nodes without a cluster
 * @param session silence after which a node counts as gone
 */
public record Surroundings(List<String> zookeeper, Duration session) {
    public Surroundings {
        zookeeper = List.copyOf(zookeeper);
    }
}
