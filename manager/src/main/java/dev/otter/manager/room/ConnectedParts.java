package dev.otter.manager.room;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerAddress;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;
import dev.otter.cluster.embedded.EmbeddedConfig;
import dev.otter.cluster.embedded.EmbeddedZooKeeper;
import dev.otter.document.json.ConfigJson;
import dev.otter.manager.control.LiveParts;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.fleet.Minutes;
import dev.otter.manager.fleet.PlannedConfigurations;
import dev.otter.manager.fleet.Reports;
import dev.otter.manager.fleet.StoredNodes;
import dev.otter.manager.keeper.ChannelControl;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.operation.CheckClock;
import dev.otter.manager.operation.CheckTurns;
import dev.otter.manager.operation.OperationDesk;
import dev.otter.manager.operation.OperationReports;
import dev.otter.manager.operation.OperationStore;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.plan.Surroundings;
import dev.otter.manager.secret.SharedSecrets;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.ControlServerConfig;
import dev.otter.transport.control.server.ManagerSide;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.NodeId;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a manager to ZooKeeper and to nodes: the embedded server when no other is named, the
 * link, what nodes are told, and the port for them. The graph is built here, by constructors.
 */
public final class ConnectedParts implements LiveParts {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedParts.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);
    private static final Duration PURGE = Duration.ofHours(1);

    private final ManagerSettings settings;
    private final InstantSource clock;
    private final SecureRandom random;

    public ConnectedParts(ManagerSettings settings, InstantSource clock, SecureRandom random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** Where the manager and nodes find ZooKeeper. */
    private record Keepers(ServerList ours, List<String> told, boolean embedded) {}

    @Override
    public LiveSystem connect(Ground ground) {
        Closing closing = new Closing();
        try {
            return connect(ground, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private LiveSystem connect(Ground ground, Closing closing) {
        Optional<String> secret = secret(ground);
        Keepers keepers = keepers(closing, secret.isPresent());
        KeeperLink link =
                closing.add(
                        KeeperLink.open(
                                new ConnectionConfig(
                                        keepers.ours(),
                                        new SessionTime(settings.zookeeper().sessionTimeout()),
                                        CONNECT_LIMIT,
                                        secret.map(Login::new)),
                                clock,
                                random));
        Planner planner = planner(ground, keepers, secret);
        StoredNodes registry = new StoredNodes(ground.store(), clock, random);
        Minutes minutes = new Minutes(ground.store());
        OperationStore kept = new OperationStore(ground.store(), new ConfigJson());
        OperationReports operations = new OperationReports(kept, clock);
        Reports reports = new Reports(planner, ground.journal(), minutes, operations, clock);
        ControlServer server = closing.add(server(planner, registry, reports));
        ChannelControl control =
                new ChannelControl(link, planner, clock, channel -> push(planner, server, channel));
        PipelineViews pipelines = new PipelineViews(reports, link, control);
        OperationDesk desk =
                closing.add(
                        new OperationDesk(
                                kept,
                                operations,
                                OperationParts.means(planner, pipelines, server),
                                clock));
        Runnable changed =
                followers(ground, closing, planner, link, minutes, kept, reports, server);
        CheckClock checks =
                closing.add(
                        new CheckClock(
                                new CheckTurns(ground.store(), new ConfigJson()),
                                kept,
                                OperationParts.checks(desk, planner, pipelines),
                                clock,
                                ZoneId.systemDefault()));
        desk.start();
        checks.start();
        ControlRoom room =
                new ControlRoom(
                        new ControlRoom.Parts(
                                planner,
                                control,
                                registry,
                                minutes,
                                server,
                                link,
                                new EnsembleView(keepers.ours(), keepers.embedded(), link),
                                new Leaderships(link),
                                new AttentionList(link, clock),
                                changed,
                                closing,
                                desk),
                        pipelines,
                        new NodeViews(reports, link, server));
        return new LiveSystem(
                Optional.of(control), Optional.of(reports::connected), Optional.of(room));
    }

    /** With what all of us log in to ZooKeeper; empty when nobody does. */
    private Optional<String> secret(Ground ground) {
        ManagerSettings.KeeperLogin login = settings.zookeeper().login();
        if (!login.wanted()) {
            LOG.warn(
                    "otter.zookeeper.secret is off: whoever reaches ZooKeeper can start and stop"
                            + " channels and take leads; let only manager and nodes reach it");
            return Optional.empty();
        }
        return login.secret()
                .or(() ->
                        Optional.of(
                                new SharedSecrets(ground.store(), ground.sealer(), random)
                                        .zookeeper()));
    }

    private Planner planner(Ground ground, Keepers keepers, Optional<String> secret) {
        return new Planner(
                new Planner.Sources(
                        ground.configuration(), ground.secrets(), ground.sealer(), ground.store()),
                new ConfigJson(),
                new Surroundings(keepers.told(), settings.zookeeper().sessionTimeout(), secret));
    }

    private ControlServer server(Planner planner, StoredNodes registry, Reports reports) {
        return new ControlServer(
                ControlServerConfig.at(address()),
                CertificateAuthority.open(settings.control().authority(), clock, random),
                new ManagerSide(registry, new PlannedConfigurations(planner), reports),
                clock);
    }

    /** Starts what follows the configuration; the server first, so that nodes find it all. */
    private Runnable followers(
            Ground ground,
            Closing closing,
            Planner planner,
            KeeperLink link,
            Minutes minutes,
            OperationStore operations,
            Reports reports,
            ControlServer server) {
        Housekeeping housekeeping =
                closing.add(
                        new Housekeeping(
                                ground.configuration(),
                                planner,
                                link,
                                minutes,
                                operations,
                                ground.keep(),
                                clock));
        ConfigurationFollower follower =
                closing.add(new ConfigurationFollower(planner, server, reports, clock));
        server.start();
        housekeeping.start();
        follower.start();
        return () -> {
            follower.changed();
            housekeeping.changed();
        };
    }

    private Keepers keepers(Closing closing, boolean login) {
        if (settings.zookeeper().servers().isPresent()) {
            ServerList servers = ServerList.parse(settings.zookeeper().servers().get());
            return new Keepers(
                    servers, servers.all().stream().map(ServerAddress::toString).toList(), false);
        }
        ManagerSettings.Embedded wanted = settings.zookeeper().embedded();
        boolean everywhere = wanted.host().isEmpty() || wanted.host().equals("0.0.0.0");
        EmbeddedZooKeeper embedded =
                closing.add(
                        EmbeddedZooKeeper.start(
                                new EmbeddedConfig(
                                        wanted.folder(),
                                        everywhere ? "0.0.0.0" : wanted.host(),
                                        wanted.port(),
                                        PURGE)));
        int port = embedded.servers().all().getFirst().port();
        if (everywhere) {
            LOG.info(
                    "The embedded ZooKeeper listens on all interfaces, port {}: {}; let only nodes"
                            + " reach that port",
                    port,
                    login
                            ? "Otter's paths ask for its login, which travels unencrypted"
                            : "it asks nobody for a login");
        }
        return new Keepers(
                everywhere
                        ? new ServerList(List.of(List.of(new ServerAddress(LOOPBACK, port))))
                        : embedded.servers(),
                List.of(new ServerAddress(wanted.address(), port).toString()),
                true);
    }

    private InetSocketAddress address() {
        String host = settings.control().host();
        int port = settings.control().port();
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private static void push(Planner planner, ControlServer server, long channel) {
        planner.current().pipelines().stream()
                .filter(place -> place.channel() == channel)
                .flatMap(place -> place.candidates().stream())
                .distinct()
                .forEach(node -> server.configurationChanged(new NodeId(node)));
    }
}
