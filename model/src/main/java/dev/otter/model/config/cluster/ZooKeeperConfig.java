package dev.otter.model.config.cluster;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A ZooKeeper ensemble.
 *
 * @param name unique
 * @param description free text
 * @param servers each {@code host:port}, the nearest first
 */
public record ZooKeeperConfig(String name, String description, List<String> servers)
        implements Named {
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9_.:%\\[\\]-]+:[0-9]{1,5}");

    public ZooKeeperConfig {
        Check.name("a ZooKeeper cluster", name);
        description = Check.text("description", description);
        servers = Check.list("servers", servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "ZooKeeper cluster '%s' has no servers; give them as host:port"
                            .formatted(name));
        }
        for (String server : servers) {
            if (!SERVER.matcher(server).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is not a ZooKeeper server; give it as host:port".formatted(server));
            }
            Check.port(
                    "port of '" + server + "'",
                    Integer.valueOf(server.substring(server.lastIndexOf(':') + 1)),
                    0);
        }
        Check.distinct("server", servers);
    }

    /** The text that clients connect with. */
    public String connectString() {
        return String.join(",", servers);
    }
}
