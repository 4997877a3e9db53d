package dev.otter.cluster.ensemble;

import dev.otter.cluster.connection.ServerAddress;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * Reads the tree of an ensemble that is not ours, whatever its version; it has no request that
 * could change anything. For one thread; each request takes at most as long as the connection may.
 */
public final class ForeignTree implements AutoCloseable {
    private final ZooKeeper client;
    private final String servers;

    private ForeignTree(ZooKeeper client, String servers) {
        this.client = client;
        this.servers = servers;
    }

    /**
     * Connects and returns when a server answers.
     *
     * @param limit how long that may take
     * @throws OtterException when none answers in time
     */
    public static ForeignTree open(ServerList servers, Duration limit) {
        String text =
                servers.all().stream()
                        .map(ServerAddress::toString)
                        .collect(Collectors.joining(","));
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher =
                event -> {
                    switch (event.getState()) {
                        case SyncConnected, ConnectedReadOnly -> connected.countDown();
                        default -> {}
                    }
                };
        ForeignTree tree = null;
        try {
            int millis = Math.toIntExact(limit.toMillis());
            tree = new ForeignTree(new ZooKeeper(text, millis, watcher, true), text);
            if (connected.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return tree;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw unreachable(limit, text, e);
        }
        tree.close();
        throw unreachable(limit, text, null);
    }

    private static OtterException unreachable(Duration limit, String servers, Exception cause) {
        return new OtterException(
                ErrorCode.ZOOKEEPER_UNREACHABLE,
                "No ZooKeeper server answered within %d s".formatted(limit.toSeconds()),
                servers,
                "Check the addresses, and that their ports are open to this machine.",
                cause);
    }

    /**
     * What is at a path, as text in UTF-8; empty when nothing is.
     *
     * @throws OtterException when it cannot be read
     */
    public Optional<String> text(String path) {
        try {
            byte[] data = client.getData(path, false, null);
            return Optional.ofNullable(data)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (KeeperException.NoNodeException _) {
            return Optional.empty();
        } catch (KeeperException e) {
            throw KeeperFailures.coded("read a path", path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OtterException(
                    ErrorCode.ZOOKEEPER_UNREACHABLE, "reading was interrupted", path, "", e);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.TREE_PATH_MISSING,
                    "This is not a path of ZooKeeper: " + e.getMessage(),
                    path,
                    "",
                    e);
        }
    }

    @Override
    public String toString() {
        return servers;
    }

    /** Ends the session. */
    @Override
    public void close() {
        try {
            client.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
