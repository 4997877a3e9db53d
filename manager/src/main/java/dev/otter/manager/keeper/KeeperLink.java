package dev.otter.manager.keeper;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.LinkStatus;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager's link to ZooKeeper. The manager starts without it; until servers were reached for
 * the first time it goes on trying, afterwards the connection comes back by itself. For any thread;
 * no method waits for servers that are away.
 */
public final class KeeperLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeeperLink.class);
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    private static final String START_SERVERS =
            "Start its servers, open their ports to this machine, or correct"
                    + " otter.zookeeper.cluster.default; the manager tries again by itself.";

    private final ConnectionConfig config;
    private final InstantSource clock;
    private final SecureRandom random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Optional<OtterException> tooOld = Optional.empty();
    private volatile Optional<Linked> linked = Optional.empty();
    private volatile Standing trouble;

    /**
     * How the link is.
     *
     * @param connected whether a server answers
     * @param code of what is wrong; empty when nothing is
     * @param reason a sentence; empty when it is connected
     * @param since since when
     * @param remedy what to do; empty when it is connected
     */
    public record Standing(
            boolean connected, String code, String reason, Instant since, String remedy) {}

    private KeeperLink(ConnectionConfig config, InstantSource clock, SecureRandom random) {
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.trouble =
                new Standing(
                        false,
                        ErrorCode.ZOOKEEPER_UNREACHABLE.text(),
                        "ZooKeeper has not answered yet; asking " + config.servers(),
                        clock.instant(),
                        START_SERVERS);
    }

    /**
     * Tries to connect for a few seconds, and goes on in the background when nobody answers.
     *
     * @throws OtterException when the ensemble is older than 3.6
     */
    public static KeeperLink open(
            ConnectionConfig config, InstantSource clock, SecureRandom random) {
        KeeperLink link = new KeeperLink(config, clock, random);
        Thread.ofVirtual().name("zookeeper-link").start(link::untilConnected);
        try {
            if (link.first.await(FIRST_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                link.tooOld.ifPresent(e -> {
                    throw e;
                });
            } else {
                LOG.warn("ZooKeeper does not answer yet: {}", config.servers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OtterException e) {
            link.close();
            throw e;
        }
        return link;
    }

    private void connect() {
        ZooKeeperConnection connection = ZooKeeperConnection.connect(config, clock, random);
        try {
            connection.takeOver();
        } catch (OtterException e) {
            connection.close();
            throw e;
        }
        Linked made = Linked.over(connection, clock);
        try {
            if (!made.board().awaitFirst(FIRST_LOOK)) {
                LOG.info("ZooKeeper answers slowly; states of channels are not known yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        linked = Optional.of(made);
        if (closed.getCount() == 0) {
            made.close();
        }
    }

    private void untilConnected() {
        try {
            do {
                try {
                    connect();
                    return;
                } catch (OtterException e) {
                    failed(e);
                } finally {
                    first.countDown();
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(OtterException e) {
        tooOld = Optional.of(e).filter(it -> it.code() == ErrorCode.ZOOKEEPER_TOO_OLD);
        if (!trouble.reason().equals(e.what())) {
            LOG.warn("Channels cannot be started or stopped yet: {}", e.getMessage());
            trouble = new Standing(false, e.code().text(), e.what(), clock.instant(), e.remedy());
        }
    }

    /** What goes through the connection, once it has been made; it may be away at present. */
    public Optional<Linked> known() {
        return linked;
    }

    /**
     * What goes through the connection.
     *
     * @throws OtterException at once when no server answers
     */
    public Linked require() {
        Standing now = standing();
        if (!now.connected()) {
            boolean shutOut = now.code().equals(ErrorCode.ZOOKEEPER_LOGIN_REFUSED.text());
            throw new OtterException(
                    shutOut ? ErrorCode.ZOOKEEPER_LOGIN_REFUSED : ErrorCode.ZOOKEEPER_UNREACHABLE,
                    "ZooKeeper cannot be asked: " + now.reason(),
                    config.servers().toString(),
                    shutOut ? now.remedy() : START_SERVERS);
        }
        return linked.orElseThrow();
    }

    /** How it is now. */
    public Standing standing() {
        Optional<Linked> made = linked;
        if (made.isEmpty()) {
            return trouble;
        }
        LinkStatus status = made.get().connection().status();
        return status.connected()
                ? new Standing(true, "", "", status.since(), "")
                : new Standing(
                        false,
                        ErrorCode.ZOOKEEPER_UNREACHABLE.text(),
                        status.reason(),
                        status.since(),
                        START_SERVERS);
    }

    /** Leaves; when servers are away, that goes on behind our back after some seconds. */
    @Override
    public void close() {
        closed.countDown();
        Thread leaving =
                Thread.ofVirtual()
                        .name("zookeeper-leave")
                        .start(() -> linked.ifPresent(Linked::close));
        try {
            if (!leaving.join(CLOSE_LIMIT)) {
                LOG.info("ZooKeeper does not answer our goodbye; the session ends by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
