package dev.otter.transport.control.client;

import dev.otter.transport.identity.NodeId;
import dev.otter.transport.identity.NodeIdentity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a node has on its disk for the control stream.
 *
 * @param identity key, certificate, authority
 * @param cache the last configuration
 * @param statistics what the manager does not have yet
 */
public record NodeSide(
        NodeIdentity identity, ConfigurationCache cache, StatisticsStore statistics) {
    private static final long STATISTICS_BYTES = 64L * 1024 * 1024;

    /** All three in one folder, which belongs to one process. */
    public static NodeSide open(
            NodeId node, Path folder, InstantSource clock, RandomGenerator random) {
        NodeIdentity identity = NodeIdentity.open(node, folder.resolve("identity"), clock);
        return new NodeSide(
                identity,
                new ConfigurationCache(
                        folder.resolve("configuration.cache"),
                        identity.storageKey("otter configuration cache")),
                StatisticsStore.open(folder.resolve("statistics"), STATISTICS_BYTES, random));
    }
}
