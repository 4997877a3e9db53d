package dev.otter.cluster.embedded;

import dev.otter.cluster.connection.ServerAddress;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.server.PurgeTxnLog;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-alone ZooKeeper server in this process. What it was told survives {@link #close} and a
 * killed process. It has no administration server and opens one port only.
 *
 * <p>Thread-safe. It is one server: while this process is down, elections wait; data flows on.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final int TICK_MILLIS = 2_000;
    private static final int CLIENTS_PER_ADDRESS = 0;
    private static final Path TREE = Path.of("version-2");

    private final EmbeddedConfig config;
    private final ZooKeeperServer server;
    private final ServerCnxnFactory port;
    private final WakeLoop purge;
    private boolean closed;

    private EmbeddedZooKeeper(
            EmbeddedConfig config, ZooKeeperServer server, ServerCnxnFactory port) {
        this.config = config;
        this.server = server;
        this.port = port;
        this.purge = new WakeLoop("zookeeper-purge", new Purging());
    }

    /**
     * Starts a server and returns when it takes clients.
     *
     * @throws OtterException when its port is taken or its folder cannot be used
     */
    public static EmbeddedZooKeeper start(EmbeddedConfig config) {
        ServerCnxnFactory port = null;
        try {
            Files.createDirectories(config.folder().resolve(TREE));
            port =
                    ServerCnxnFactory.createFactory(
                            new InetSocketAddress(config.host(), config.port()),
                            CLIENTS_PER_ADDRESS);
            ZooKeeperServer server =
                    new ZooKeeperServer(
                            config.folder().toFile(), config.folder().toFile(), TICK_MILLIS);
            port.startup(server);
            EmbeddedZooKeeper embedded = new EmbeddedZooKeeper(config, server, port);
            embedded.purge.start();
            LOG.info(
                    "ZooKeeper listens on {} with its data in {}",
                    embedded.servers(),
                    config.folder());
            return embedded;
        } catch (IOException e) {
            release(port);
            throw failed(config, e);
        } catch (InterruptedException e) {
            release(port);
            Thread.currentThread().interrupt();
            throw failed(config, e);
        }
    }

    private static void release(ServerCnxnFactory port) {
        if (port != null) {
            port.shutdown();
        }
    }

    private static OtterException failed(EmbeddedConfig config, Exception cause) {
        boolean taken = cause instanceof BindException;
        return new OtterException(
                ErrorCode.EMBEDDED_ZOOKEEPER_FAILED,
                taken
                        ? "The embedded ZooKeeper cannot have its port: " + cause.getMessage()
                        : "The embedded ZooKeeper cannot start: " + cause.getMessage(),
                "%s:%d, %s".formatted(config.host(), config.port(), config.folder()),
                taken
                        ? "Another process listens there, perhaps a ZooKeeper or a second manager:"
                                + " stop it, name it in otter.zookeeper.cluster.default, or choose"
                                + " another port."
                        : "See that the folder can be written and its disk is not full. If its"
                                + " files are damaged, move the folder away: run states and epochs"
                                + " begin anew, checkpoints are on the targets.",
                cause);
    }

    /** Where clients on this machine connect. */
    public ServerList servers() {
        return new ServerList(
                List.of(List.of(new ServerAddress(config.host(), port.getLocalPort()))));
    }

    /** Whether it serves; false after {@link #close} and when its disk has failed. */
    public boolean running() {
        return server.isRunning();
    }

    /** Stops it in good order. Sessions of clients live on until it is started again. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            purge.close();
            port.shutdown();
        }
    }

    private final class Purging implements WakeLoop.Step {
        @Override
        public Duration run() {
            try {
                PurgeTxnLog.purge(
                        config.folder().toFile(),
                        config.folder().toFile(),
                        EmbeddedConfig.SNAPSHOTS);
            } catch (IOException e) {
                LOG.warn(
                        "Old snapshots in {} could not be deleted; the folder grows until that"
                                + " works",
                        config.folder(),
                        e);
            }
            return config.purgeEvery();
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("Purging will be tried again: {}", reason);
        }
    }
}
