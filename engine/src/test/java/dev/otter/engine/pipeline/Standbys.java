package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source, a standby that replicates from it by the servers' own replication, and a target that
 * others use afterwards. The source is reached through a proxy, so that it can be cut off from the
 * pipeline alone.
 */
final class Standbys implements AutoCloseable {
    static final String DATABASE = "shop";
    static final Duration PATIENCE = Duration.ofMinutes(1);

    final MysqlServer source;
    final MysqlServer standby;
    final MysqlServer target;
    final TcpProxy proxy;
    private final boolean gtid;

    /**
     * @param target whose databases of earlier tests are dropped
     */
    Standbys(ServerSpec spec, MysqlServer target) throws SQLException, IOException {
        this.gtid = spec.gtid();
        this.target = target;
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(spec.withServerId(3)))) {
            source = MysqlServer.start(spec.withServerId(1));
            standby = other.get();
        }
        proxy = TcpProxy.to("127.0.0.1", source.port());
        source.execute("RESET MASTER");
        standby.execute("RESET MASTER");
        source.createUser(
                "replica", "replica", "mysql_native_password", "REPLICATION SLAVE ON *.*");
        replicateTo(standby);
        String[] schema = {
            "CREATE DATABASE shop",
            "CREATE TABLE shop.account (id INT PRIMARY KEY, v INT NOT NULL)",
            "CREATE TABLE shop.bare (v BIGINT)",
            "CREATE TABLE shop.entry (id BIGINT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(100))",
            "INSERT INTO shop.account VALUES (1,0),(2,0),(3,0),(4,0),(5,0),(6,0),(7,0),(8,0)"
        };
        source.execute(schema);
        target.execute("DROP DATABASE IF EXISTS shop", "DROP DATABASE IF EXISTS retl");
        target.execute(schema);
        awaitStandby();
    }

    /** Makes a server replicate all that the source has logged and logs. */
    void replicateTo(MysqlServer replica) throws SQLException {
        String from =
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                        + source.port()
                        + ", MASTER_USER='replica', MASTER_PASSWORD='replica',"
                        + " MASTER_CONNECT_RETRY=1";
        replica.execute(
                from
                        + (gtid
                                ? ", MASTER_AUTO_POSITION=1"
                                : ", MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=4"),
                "START SLAVE");
    }

    /** Waits until the standby has all that the source has logged by now. */
    void awaitStandby() throws SQLException {
        String position;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            position = "'" + row.getString(1) + "'," + row.getLong(2);
        }
        assertThat(first(standby, "SELECT MASTER_POS_WAIT(" + position + ",60)"))
                .as("replication reaches %s", position)
                .isNotNull()
                .isNotEqualTo("-1");
    }

    /** Waits until the standby has received, not applied, all that the source has logged. */
    void awaitReceived() throws SQLException {
        String end = column(source, "SHOW MASTER STATUS", "Position");
        await().atMost(PATIENCE)
                .until(() ->
                        column(standby, "SHOW SLAVE STATUS", "Read_Master_Log_Pos").equals(end));
    }

    /** Ends replication and lets the standby be written. */
    void promote() throws SQLException {
        standby.execute("STOP SLAVE", "RESET SLAVE ALL");
    }

    static String first(MysqlServer server, String query) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    static String column(MysqlServer server, String query, String column) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(column);
        }
    }

    /** Where the pipeline meets the source. */
    String sourceAddress() {
        return "127.0.0.1:" + proxy.port();
    }

    String standbyAddress() {
        return "127.0.0.1:" + standby.port();
    }

    Pipeline pipeline() {
        return pipeline(standby.port());
    }

    private Pipeline pipeline(Integer... standbyPorts) {
        Failover.Heartbeat heartbeat =
                new Failover.Heartbeat(
                        Duration.ofMillis(300), Duration.ofSeconds(1), 3, "SELECT 1");
        Endpoint from =
                endpoint("a", proxy.port())
                        .withFailover(
                                new Failover(
                                        Stream.of(standbyPorts)
                                                .map(port -> new Failover.Server("127.0.0.1", port))
                                                .toList(),
                                        Optional.of(heartbeat),
                                        Failover.OVERLAP));
        return new Pipeline(
                "p",
                from,
                endpoint("b", target.port()),
                new StartPoint.Now(),
                table -> table.database().equals(DATABASE) ? Optional.of(table) : Optional.empty(),
                PipelineOptions.defaults());
    }

    /** With other options. */
    PipelineRun run(PipelineOptions options) {
        Pipeline plain = pipeline();
        return PipelineRunner.start(
                "test",
                new Pipeline(
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        plain.start(),
                        plain.tables(),
                        options),
                InstantSource.system());
    }

    /** With standbys at these ports. */
    PipelineRun run(Integer... standbyPorts) {
        return PipelineRunner.start("test", pipeline(standbyPorts), InstantSource.system());
    }

    PipelineRun run() {
        return run(standby.port());
    }

    static Endpoint endpoint(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
    }

    /** Cuts the pipeline, and nobody else, off from the source. */
    void cutOff() {
        proxy.refuse(true);
        proxy.cut();
    }

    void signal(String name, MysqlServer server) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    static void awaitStandbyInUse(PipelineRun run) {
        await().atMost(PATIENCE)
                .until(
                        () -> run.status(),
                        status ->
                                status.state() == PipelineState.RUNNING
                                        && status.notices().stream()
                                                .anyMatch(it ->
                                                        it.startsWith("reading from standby")));
    }

    static void awaitEnd(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    void requireTargetEqualsStandby() throws SQLException {
        Comparison comparison =
                new TableComparer(standby::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(DATABASE);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
    }

    @Override
    public void close() {
        proxy.close();
        standby.close();
        source.close();
    }
}
