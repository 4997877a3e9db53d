package dev.otter.node;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.runstate.ChannelState;
import dev.otter.cluster.runstate.RunState;
import dev.otter.cluster.runstate.RunStates;
import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.document.plan.PlannedChannel;
import dev.otter.document.plan.PlannedEndpoint;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.node.settings.NodeSettings;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import dev.otter.transport.control.client.ControlClientConfig;
import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.ControlServerConfig;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.NodeId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A source, a target, a ZooKeeper, and a manager's side of the control stream. */
final class Site implements AutoCloseable {
    static final Duration SESSION = Duration.ofSeconds(3);
    private static final String KEEPER_SECRET = "of-this-site-and-no-other";

    final MysqlServer source = MysqlServer.start(ServerSpec.mysql80().withServerId(1));
    final MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(2));
    final ZooKeeperServer zookeeper = ZooKeeperServer.start();
    final Desk desk = new Desk();
    private final Path folder;
    private final InstantSource clock = InstantSource.system();
    private final ZooKeeperConnection connection;
    private final RunStates states;
    private final AtomicLong versions = new AtomicLong();
    private final ConfigJson json = new ConfigJson();
    private Optional<String> keeperSecret = Optional.of(KEEPER_SECRET);
    private ControlServer server;
    private int port;

    Site(Path folder) {
        this.folder = folder;
        this.connection =
                ZooKeeperConnection.connect(
                        ConnectionConfig.to(
                                ServerList.parse(zookeeper.address()),
                                Optional.of(new Login(KEEPER_SECRET))),
                        clock,
                        RandomGenerator.getDefault());
        this.states = new RunStates(connection);
        connection.takeOver();
        open();
    }

    /** The manager comes (back), on the same port. */
    void open() {
        server =
                new ControlServer(
                        new ControlServerConfig(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                50,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(200)),
                        CertificateAuthority.open(
                                folder.resolve("manager"), clock, new SecureRandom()),
                        desk.side(),
                        clock);
        server.start();
        port = server.port();
    }

    ControlServer server() {
        return server;
    }

    ManagerAddress address() {
        return new ManagerAddress("127.0.0.1", port);
    }

    /** Makes a table {@code t} in a database on both sides. */
    void database(String name) throws SQLException {
        for (MysqlServer each : List.of(source, target)) {
            each.execute(
                    "CREATE DATABASE " + name,
                    "CREATE TABLE " + name + ".t (id INT PRIMARY KEY, v VARCHAR(20))");
        }
    }

    /** A pipeline of all tables of a database. */
    static PipelineConfig pipeline(String database) {
        return PipelineConfig.of("a-to-b", "a", "b", List.of(MappingConfig.parse(database + ".*")));
    }

    /** From now on plans have this secret for ZooKeeper; without a text the right one. */
    void keeperSecret(String... secret) {
        keeperSecret = Optional.of(secret.length == 0 ? KEEPER_SECRET : secret[0]);
    }

    /** A pipeline between both databases. */
    PlannedPipeline planned(long number, PipelineConfig config, Integer... candidates) {
        return new PlannedPipeline(
                number,
                config,
                end("a", source),
                end("b", target),
                Optional.empty(),
                List.of(candidates));
    }

    /** Plans one channel with one pipeline of the same number for these nodes, and tells them. */
    void plan(long number, PipelineConfig config, Integer... candidates) {
        PlannedPipeline pipeline = planned(number, config, candidates);
        PlannedChannel channel = new PlannedChannel(number, "channel-" + number, List.of(pipeline));
        for (int nid : candidates) {
            NodePlan plan =
                    new NodePlan(
                            "n" + nid,
                            2088,
                            9090,
                            List.of(zookeeper.address()),
                            60,
                            keeperSecret,
                            List.of(channel));
            desk.configurations.put(
                    new NodeId(nid),
                    Configuration.of(versions.incrementAndGet(), plan.toDocument(json)));
        }
        server.configurationChanged();
    }

    private static PlannedEndpoint end(String name, MysqlServer server) {
        EndpointConfig config =
                new EndpointConfig(
                        name,
                        "",
                        Endpoint.Type.MYSQL,
                        Optional.of(server.host()),
                        server.port(),
                        Optional.empty(),
                        "root",
                        TlsMode.DISABLED);
        return new PlannedEndpoint(config, new ServerAddress(server.host(), server.port()), "");
    }

    /** Orders a channel's state, as the manager does. */
    void order(long channel, RunState state) {
        RunStates.Versioned seen = states.read(channel);
        states.compareAndSet(channel, seen, new ChannelState(state, "ann", "", clock.instant()));
    }

    ChannelState state(long channel) {
        return states.read(channel).state();
    }

    Path home(int nid) {
        return folder.resolve("node-" + nid);
    }

    /** A node in this process, with a folder that stays. */
    NodeProcess node(int nid) {
        return NodeProcess.start(
                new NodeSettings(
                        new NodeId(nid),
                        home(nid),
                        List.of(address()),
                        Optional.of(Desk.SECRET),
                        Optional.empty(),
                        Optional.of(SESSION),
                        List.of()),
                new NodeProcess.Nature(
                        clock,
                        new SecureRandom(),
                        "5.0.0-test",
                        new ControlClientConfig.Pace(
                                Duration.ofMillis(50),
                                Duration.ofMillis(400),
                                Duration.ofSeconds(5))));
    }

    void insert(String database, int from, int count) throws SQLException {
        for (int id = from; id < from + count; id++) {
            source.execute("INSERT INTO " + database + ".t VALUES (" + id + ", 'x')");
        }
    }

    /** Rows of the target's table. */
    long arrived(String database) {
        try (Connection to = target.connect();
                Statement statement = to.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT COUNT(*) FROM " + database + ".t")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        server.close();
        connection.close();
        zookeeper.close();
        target.close();
        source.close();
    }
}
