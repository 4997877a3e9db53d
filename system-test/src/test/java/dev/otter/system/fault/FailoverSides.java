package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.system.fault.LoggedTransaction.Mark;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Hazard;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A primary, a standby that replicates from it by the servers' own replication, a target, and
 * marked torture that keeps sums, which moves to the standby with everybody else. The pipeline
 * reaches the primary through a proxy, so that it can be cut off alone.
 */
final class FailoverSides implements AutoCloseable {
    private static final String DATABASE = "torture";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MysqlServer primary;
    private final MysqlServer standby;
    private final MysqlServer target;
    private final TcpProxy toPrimary;
    private final boolean gtids;
    private final Torture torture;
    private final AuditMarks marks = new AuditMarks(DATABASE);
    private final Ledger ledger;
    private volatile MysqlServer written;

    FailoverSides(boolean gtids, long seed) throws SQLException {
        this.gtids = gtids;
        ServerSpec spec = ServerSpec.mysql80().withGtid(gtids);
        try (Starting<MysqlServer> second =
                        Starting.of(() -> MysqlServer.start(spec.withServerId(62)));
                Starting<MysqlServer> third =
                        Starting.of(() -> MysqlServer.start(spec.withServerId(63)))) {
            primary = MysqlServer.start(spec.withServerId(61));
            standby = second.get();
            target = third.get();
        }
        written = primary;
        toPrimary = TcpProxy.to(primary.host(), primary.port());
        ledger = new Ledger(DATABASE, seed);
        replicate();
        try (Connection from = primary.connect();
                Connection to = target.connect()) {
            ServerFeatures features = ServerFeatures.of(from).and(ServerFeatures.of(to));
            // TRUNCATE ends the transaction whose marks and sums are looked at.
            torture =
                    new Torture(TortureSpec.of(DATABASE, seed, features).without(Hazard.TRUNCATES));
            for (Connection side : List.of(from, to)) {
                torture.createTables(side);
                marks.createTables(side);
                ledger.createTables(side);
            }
        }
        awaitReplicated();
    }

    private void replicate() throws SQLException {
        primary.execute("RESET MASTER");
        standby.execute("RESET MASTER");
        primary.createUser(
                "replica", "replica", "mysql_native_password", "REPLICATION SLAVE ON *.*");
        // By hashes it changes the rows of a table without a key in another order than the log has,
        // and stops when one gets a unique value that another is about to give up.
        standby.execute(
                "SET GLOBAL slave_rows_search_algorithms='TABLE_SCAN,INDEX_SCAN'",
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
                        + primary.port()
                        + ", MASTER_USER='replica', MASTER_PASSWORD='replica',"
                        + " MASTER_CONNECT_RETRY=1"
                        + (gtids
                                ? ", MASTER_AUTO_POSITION=1"
                                : ", MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=4"),
                "START SLAVE");
    }

    /** Waits until the standby has all that the primary has logged by now. */
    void awaitReplicated() throws SQLException {
        String position;
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            position = "'" + row.getString(1) + "'," + row.getLong(2);
        }
        long reached = number(standby, "SELECT MASTER_POS_WAIT(" + position + ",600)");
        assertThat(reached)
                .as("replication reaches %s: %s", position, reached < 0 ? complaint() : "")
                .isNotNegative();
    }

    /** Why the standby does not replicate. */
    private String complaint() throws SQLException {
        try (Connection connection = standby.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SLAVE STATUS")) {
            row.next();
            return row.getString("Last_SQL_Error") + row.getString("Last_IO_Error");
        }
    }

    /** Minus one also stands for NULL. */
    private static long number(MysqlServer server, String query) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            long number = row.getLong(1);
            return row.wasNull() ? -1 : number;
        }
    }

    /** The rows that every transaction needs. */
    void seed() throws SQLException {
        try (Connection connection = primary.connect()) {
            torture.seed(connection);
            ledger.seed(connection);
        }
    }

    /**
     * Starts torture with marks and sums on the server that is written now, and on the other one as
     * soon as that is.
     *
     * @param round gives it fresh keys
     */
    WorkloadRun start(RunConfig run, int round) {
        return WorkloadRun.start(
                () -> written.connect(),
                run,
                index ->
                        marks.around(
                                ledger.around(
                                        torture.writer(index, round, run.writers()),
                                        index + 100 * round)));
    }

    PipelineRun run() {
        Failover.Heartbeat heartbeat =
                new Failover.Heartbeat(
                        Duration.ofMillis(300), Duration.ofSeconds(1), 3, "SELECT 1");
        Endpoint from =
                endpoint("a", toPrimary.port())
                        .withFailover(
                                new Failover(
                                        List.of(new Failover.Server("127.0.0.1", standby.port())),
                                        Optional.of(heartbeat),
                                        Failover.OVERLAP));
        return PipelineRunner.start(
                "failover",
                new Pipeline(
                        "p",
                        from,
                        endpoint("b", target.port()),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(DATABASE)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults()),
                InstantSource.system());
    }

    private static Endpoint endpoint(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
    }

    /** Nothing of the primary reaches the pipeline any more. */
    void cutOff() {
        toPrimary.refuse(true);
        toPrimary.cut();
    }

    /** Nothing of the primary reaches the standby any more. */
    void endReplication() throws SQLException {
        standby.execute("STOP SLAVE IO_THREAD");
    }

    /** Kills the primary; the standby is written from now on. */
    void failOver() throws SQLException {
        primary.kill();
        standby.execute("STOP SLAVE", "RESET SLAVE ALL");
        written = standby;
    }

    static void awaitStandbyInUse(PipelineRun run) {
        await().atMost(PATIENCE)
                .until(
                        () -> run.status(),
                        status ->
                                status.state() == PipelineState.FAILED
                                        || (status.state() == PipelineState.RUNNING
                                                && status.notices().stream()
                                                        .anyMatch(it ->
                                                                it.startsWith(
                                                                        "reading from"
                                                                                + " standby"))));
        assertThat(run.status().state()).as("%s", run.status()).isEqualTo(PipelineState.RUNNING);
    }

    /**
     * Fails when standby and target differ, or the target's log shows a transaction of the
     * standby's log lost, doubled or torn, or one that the standby never had.
     */
    Audit requireEqualAndClean() throws SQLException {
        Comparison comparison =
                new TableComparer(standby::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(DATABASE);
        List<LoggedTransaction> source = LogScan.of(standby, DATABASE);
        List<LoggedTransaction> applied = LogScan.of(target, DATABASE);
        Audit byMarks = Audit.of(byMarks(source), byMarks(applied));
        assertThat(byMarks.clean()).as(byMarks.report()).isTrue();
        assertThat(byMarks.sourceTransactions()).isPositive();
        if (gtids) {
            Audit byIds = Audit.of(source, withoutMoves(applied));
            assertThat(byIds.clean()).as(byIds.report()).isTrue();
        }
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        try (Connection reader = target.connect()) {
            assertThat(ledger.broken(reader)).isEmpty();
        }
        return byMarks;
    }

    /**
     * Transactions by the numbers of their marks, which are the same in the logs of all servers;
     * those without marks are left out.
     */
    private static List<LoggedTransaction> byMarks(List<LoggedTransaction> log) {
        List<LoggedTransaction> all = new ArrayList<>();
        for (LoggedTransaction one : log) {
            List<TransactionId> ids =
                    one.marks().stream()
                            .map(Mark::number)
                            .distinct()
                            .<TransactionId>map(number ->
                                    new TransactionId.AtPosition(
                                            new LogPosition("mark.000001", number)))
                            .toList();
            if (!ids.isEmpty()) {
                all.add(new LoggedTransaction(ids.getFirst(), one.end(), true, one.marks(), ids));
            }
        }
        return all;
    }

    /**
     * Without what a switch writes: slots that tell once more, and without rows, which transactions
     * are there already.
     */
    private static List<LoggedTransaction> withoutMoves(List<LoggedTransaction> log) {
        Set<TransactionId> claimed = new HashSet<>();
        List<LoggedTransaction> all = new ArrayList<>();
        for (LoggedTransaction one : log) {
            if (one.inScope() || !claimed.containsAll(one.claims())) {
                all.add(one);
            }
            claimed.addAll(one.claims());
        }
        return all;
    }

    @Override
    public void close() {
        toPrimary.close();
        target.close();
        standby.close();
        primary.close();
    }
}
