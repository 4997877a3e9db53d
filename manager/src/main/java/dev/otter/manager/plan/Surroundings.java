package dev.otter.manager.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What nodes are told that is not configured in the catalog.
 *
 * @param zookeeper the manager's own servers as {@code host:port}, for nodes without a cluster
 * @param session silence after which a node counts as gone
 * @param secret with what nodes log in to ZooKeeper; empty for not at all; never printed
 */
public record Surroundings(List<String> zookeeper, Duration session, Optional<String> secret) {
    public Surroundings {
        zookeeper = List.copyOf(zookeeper);
    }

    @Override
    public String toString() {
        return zookeeper + ", " + session;
    }
}
