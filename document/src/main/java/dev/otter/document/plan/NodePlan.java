package dev.otter.document.plan;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What one node is told by the manager: names are resolved, passwords are in the clear, so it
 * travels and rests encrypted only. It holds every channel that the node may run, whether started
 * or not; the run state is kept in ZooKeeper.
 *
 * @param name the node's name, for people
 * @param port for data from other nodes
 * @param downloadPort for files
 * @param zookeeper servers as {@code host:port}, the nearest first
 * @param zookeeperSessionSeconds silence after which the node counts as gone
 * @param zookeeperSecret with what the node logs in there; empty for a tree that is open; never
 *     printed
 * @param channels sorted by id
 */
public record NodePlan(
        String name,
        int port,
        int downloadPort,
        List<String> zookeeper,
        int zookeeperSessionSeconds,
        Optional<String> zookeeperSecret,
        List<PlannedChannel> channels) {
    public NodePlan {
        zookeeper = Check.list("zookeeper", zookeeper);
        zookeeperSecret = Check.absent(zookeeperSecret);
        channels = Check.list("channels", channels);
    }

    /** The document that travels, UTF-8. Equal plans give equal bytes. */
    public byte[] toDocument(ConfigJson json) {
        return json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The plan in a document.
     *
     * @throws OtterException when it cannot be read, naming the place
     */
    public static NodePlan fromDocument(byte[] document, ConfigJson json) {
        return json.read(new String(document, StandardCharsets.UTF_8), NodePlan.class);
    }

    @Override
    public String toString() {
        return "plan of %s at %s, channels %s".formatted(name, zookeeper, channels);
    }
}
