package dev.otter.cluster.connection;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The servers of one ensemble in groups, nearest group first: {@code near1:2181,near2:2181;
 * far:2181}. A client uses a further group only when no server of the nearer ones can be reached.
 *
 * @param groups at least one, none empty
 */
public record ServerList(List<List<ServerAddress>> groups) {
    public ServerList {
        groups = groups.stream().map(List::copyOf).toList();
        if (groups.isEmpty() || groups.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a list of ZooKeeper servers needs a server");
        }
    }

    /**
     * Reads the text of the key {@code otter.zookeeper.cluster.default}. Spaces and a separator too
     * many are read over.
     *
     * @throws OtterException when it names no server, or one that cannot be
     */
    public static ServerList parse(String text) {
        List<List<ServerAddress>> groups = new ArrayList<>();
        try {
            for (String group : text.split(";")) {
                List<ServerAddress> servers = group(group);
                if (!servers.isEmpty()) {
                    groups.add(servers);
                }
            }
            return new ServerList(groups);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.ZOOKEEPER_SERVERS_INVALID,
                    "The list of ZooKeeper servers cannot be used: " + e.getMessage(),
                    "'" + text + "'",
                    "Write host:port,host:port; further groups, the nearest first, are separated by"
                            + " semicolons.",
                    e);
        }
    }

    private static List<ServerAddress> group(String text) {
        List<ServerAddress> servers = new ArrayList<>();
        for (String server : text.split(",")) {
            if (!server.isBlank()) {
                servers.add(ServerAddress.parse(server.strip()));
            }
        }
        return servers;
    }

    /** All servers, the nearest group first. */
    public List<ServerAddress> all() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return groups.stream()
                .map(group ->
                        group.stream()
                                .map(ServerAddress::toString)
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }
}
