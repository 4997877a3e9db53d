package dev.otter.cluster.connection;

import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.cluster.loop.Teller;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of this process to an ensemble; one is enough for everything. It reconnects by
 * itself for ever. When no server was heard for as long as the session lasts, the client gives the
 * session up and later makes a new one; whether the servers had ended the old one is not known
 * then. Whoever keeps something ephemeral must make it anew.
 *
 * <p>Thread-safe. It does not promise that a state told is still true.
 */
public final class ZooKeeperConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperConnection.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int RETRIES = 2;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration FAILOVER_LIMIT = Duration.ofSeconds(10);

    private final ConnectionConfig config;
    private final InstantSource clock;
    private final CuratorFramework curator;
    private final Znodes znodes;
    private final List<Consumer<LinkStatus>> listeners = new CopyOnWriteArrayList<>();
    private final Teller<LinkStatus> teller =
            Teller.ofNewest("zookeeper-status", status -> listeners.forEach(l -> l.accept(status)));
    private final TreeGuard guard;
    private volatile LinkStatus status;
    private volatile boolean refused;
    private volatile long connectedNanos;

    private ZooKeeperConnection(
            ConnectionConfig config, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.status =
                new LinkStatus(
                        LinkStatus.State.CONNECTING,
                        clock.instant(),
                        "connecting to " + config.servers());
        this.curator = client(config, random);
        this.znodes = new Znodes(curator);
        this.guard = new TreeGuard(curator, znodes, config.login().isPresent());
    }

    /**
     * Connects and returns when a server answers.
     *
     * @param random shuffles servers that are equally near
     * @throws OtterException when none does in time, the ensemble is older than 3.6, it does not
     *     take our login, or the tree belongs to somebody else
     */
    public static ZooKeeperConnection connect(
            ConnectionConfig config, InstantSource clock, RandomGenerator random) {
        ZooKeeperConnection connection = new ZooKeeperConnection(config, clock, random);
        try {
            connection.begin();
            return connection;
        } catch (KeeperException e) {
            connection.close();
            throw connection.refused
                    ? KeeperFailures.loginNotTaken(config.servers().toString(), e)
                    : KeeperFailures.coded("connect to ZooKeeper", config.servers().toString(), e);
        } catch (OtterException e) {
            connection.close();
            throw e;
        }
    }

    private CuratorFramework client(ConnectionConfig config, RandomGenerator random) {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder();
        config.login()
                .ifPresent(login ->
                        builder.authorization(Login.SCHEME, login.credential())
                                .aclProvider(new OwnersOnly()));
        return builder.connectString(String.join(",", flat(config.servers())))
                .ensembleTracker(false)
                .zookeeperFactory(new NearestFirstFactory(config.servers(), random, this::refused))
                .sessionTimeoutMs(Math.toIntExact(config.session().asked().toMillis()))
                .connectionTimeoutMs(Math.toIntExact(ANSWER_LIMIT.toMillis()))
                .retryPolicy(new RetryNTimes(RETRIES, Math.toIntExact(RETRY_PAUSE.toMillis())))
                .dontUseContainerParents()
                .build();
    }

    private static List<String> flat(ServerList servers) {
        return servers.all().stream().map(ServerAddress::toString).toList();
    }

    private void begin() throws KeeperException {
        curator.getConnectionStateListenable().addListener((_, state) -> changed(state));
        curator.start();
        if (!answered()) {
            if (refused) {
                throw KeeperFailures.loginNotTaken(config.servers().toString(), null);
            }
            throw new OtterException(
                    ErrorCode.ZOOKEEPER_UNREACHABLE,
                    "No ZooKeeper server answered within %d s"
                            .formatted(config.connectLimit().toSeconds()),
                    config.servers().toString(),
                    "Start the servers, open their ports to this machine, or correct"
                            + " otter.zookeeper.cluster.default.");
        }
        new VersionProbe(curator, config.servers()).refuseOld();
        guard.refuseForeign();
        Duration granted = grantedSession();
        if (granted.compareTo(FAILOVER_LIMIT) > 0) {
            LOG.warn(
                    "ZooKeeper grants no session shorter than {} s: a dead node is noticed only"
                            + " after that; lower the servers' tickTime or minSessionTimeout",
                    granted.toSeconds());
        }
    }

    private boolean answered() {
        try {
            return curator.blockUntilConnected(
                    Math.toIntExact(config.connectLimit().toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** On the ZooKeeper client's own thread. */
    private void refused() {
        refused = true;
        become(
                new LinkStatus(
                        LinkStatus.State.INTERRUPTED,
                        clock.instant(),
                        KeeperFailures.loginNotTaken(config.servers().toString(), null)
                                .getMessage()));
    }

    /** On Curator's thread for states, one at a time. */
    private void changed(ConnectionState state) {
        Instant now = clock.instant();
        LinkStatus next =
                switch (state) {
                    case CONNECTED, RECONNECTED, READ_ONLY ->
                            new LinkStatus(LinkStatus.State.CONNECTED, now, "a server answers");
                    case SUSPENDED ->
                            new LinkStatus(
                                    LinkStatus.State.INTERRUPTED,
                                    now,
                                    "no server answers; trying " + config.servers());
                    case LOST ->
                            new LinkStatus(
                                    LinkStatus.State.SESSION_LOST,
                                    now,
                                    "no server was heard for so long that the session is over; a"
                                            + " new one is being made");
                };
        become(next);
    }

    private synchronized void become(LinkStatus next) {
        LinkStatus before = status;
        if (before.state() == LinkStatus.State.CLOSED) {
            return;
        }
        if (next.connected()) {
            connectedNanos = System.nanoTime();
        }
        status = next;
        switch (next.state()) {
            case INTERRUPTED, SESSION_LOST -> LOG.warn("ZooKeeper: {}", next.reason());
            case CONNECTED ->
                    LOG.info(
                            "ZooKeeper: connected; was {} since {}",
                            before.state(),
                            before.since());
            case CONNECTING, CLOSED -> LOG.debug("ZooKeeper: {}", next.reason());
        }
        teller.tell(next);
    }

    /** Whether a server answers; true a moment before {@link #status} says so. */
    public boolean connected() {
        return curator.getZookeeperClient().isConnected();
    }

    /** How long servers have answered without interruption; zero when none does. */
    public Duration connectedFor() {
        return connected() && status.connected()
                ? Duration.ofNanos(System.nanoTime() - connectedNanos)
                : Duration.ZERO;
    }

    public LinkStatus status() {
        return status;
    }

    /**
     * Tells of every change of state from now on, in order, on a virtual thread named
     * zookeeper-status that all listeners share; they should not block for long.
     */
    public void listen(Consumer<LinkStatus> listener) {
        listeners.add(listener);
    }

    /** How long the servers keep our session when they do not hear from us. */
    public Duration grantedSession() {
        int millis = curator.getZookeeperClient().getLastNegotiatedSessionTimeoutMs();
        return millis > 0 ? Duration.ofMillis(millis) : config.session().asked();
    }

    public ServerList servers() {
        return config.servers();
    }

    /** The requests that can be made. */
    public Znodes znodes() {
        return znodes;
    }

    /**
     * Closes Otter's tree, as far as it is there, to all who do not have our login; does nothing
     * when we have none. For the manager, which calls it when it has connected; may be repeated.
     *
     * @throws OtterException when a part of it belongs to somebody else, or ZooKeeper does not
     *     answer
     */
    public void takeOver() {
        if (config.login().isEmpty()) {
            return;
        }
        try {
            guard.takeOver();
        } catch (KeeperException e) {
            throw KeeperFailures.coded("take over the tree", ClusterTree.ROOT, e);
        }
    }

    /** Begins to signal changes at and below a path; the caller closes it. */
    public TreeWatch watch(String path, Runnable signal) {
        return new TreeWatch(curator, path, signal).begin();
    }

    /** Ends the session in good order: what is ephemeral vanishes at once. */
    @Override
    public void close() {
        if (status.state() == LinkStatus.State.CLOSED) {
            return;
        }
        become(new LinkStatus(LinkStatus.State.CLOSED, clock.instant(), "closed"));
        teller.close();
        curator.close();
    }

    /** What is made belongs to those who have our login. */
    private static final class OwnersOnly implements ACLProvider {
        @Override
        public List<ACL> getDefaultAcl() {
            return TreeGuard.OURS;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return TreeGuard.OURS;
        }
    }
}
