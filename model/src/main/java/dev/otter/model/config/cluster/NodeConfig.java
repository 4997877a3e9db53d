package dev.otter.model.config.cluster;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.Optional;

/**
 * A worker process; its number in the manager is what goes into the node's {@code conf/nid}.
 *
 * @param name unique
 * @param description free text
 * @param host where other nodes reach it
 * @param port for data from other nodes
 * @param downloadPort for files
 * @param externalHost where nodes of other sites reach it, when that differs
 * @param zookeeper the cluster nearest to it; left out, the manager's own
 */
public record NodeConfig(
        String name,
        String description,
        String host,
        Integer port,
        Integer downloadPort,
        Optional<String> externalHost,
        Optional<String> zookeeper)
        implements Named {
    private static final int PORT = 2088;
    private static final int DOWNLOAD_PORT = 9090;

    public NodeConfig {
        Check.name("a node", name);
        description = Check.text("description", description);
        Check.host("node '" + name + "'", host);
        port = Check.port("port", port, PORT);
        downloadPort = Check.port("download-port", downloadPort, DOWNLOAD_PORT);
        externalHost = Check.absent(externalHost).filter(text -> !text.isEmpty());
        externalHost.ifPresent(text -> Check.host("node '" + name + "' from outside", text));
        zookeeper = Check.name("a ZooKeeper cluster", zookeeper);
        if (port.equals(downloadPort)) {
            throw new IllegalArgumentException(
                    "port and download-port are both %d; give them different numbers"
                            .formatted(port));
        }
    }
}
