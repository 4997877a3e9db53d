package dev.otter.testkit.workload.oltp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ConnectionSource;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.WorkloadStats;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class OltpIT {

    private static final Logger LOG = LoggerFactory.getLogger(OltpIT.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void every_mix_runs_on_a_real_server(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                Connection connection = server.connect()) {
            ConnectionSource source =
                    () ->
                            DriverManager.getConnection(
                                    server.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
            Oltp oltp = new Oltp(new OltpConfig("bench", 2, 1000, 1));
            oltp.createSchema(connection);
            oltp.load(connection);
            assertThat(rows(connection)).isEqualTo(2000);

            RunConfig run = RunConfig.of("oltp", 4, RunLimit.transactions(500));
            finish(oltp.start(source, run, OltpMix.Mixed.standard(10)));
            finish(oltp.start(source, run, new OltpMix.HotRows(5, 3)));
            long before = rows(connection);
            finish(oltp.start(source, run, new OltpMix.InsertOnly(10, true)));
            assertThat(rows(connection)).isEqualTo(before + 5000);

            // statement by statement, on a connection that takes no more at once
            finish(oltp.start(server::connect, run, new OltpMix.InsertOnly(2, false)));
            assertThat(rows(connection)).isEqualTo(before + 6000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL_8_0")
    void a_steady_run_keeps_its_rate_and_tells_each_commit(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                Connection connection = server.connect()) {
            Oltp oltp = new Oltp(new OltpConfig("bench", 1, 10, 1));
            oltp.createSchema(connection);
            oltp.load(connection);
            AtomicLong commits = new AtomicLong();
            RunConfig run = RunConfig.of("steady", 1, RunLimit.duration(Duration.ofSeconds(3)));
            WorkloadRun started =
                    oltp.startSteady(
                            server::connect, run, 1000, 10, (_, _) -> commits.incrementAndGet());
            WorkloadStats stats = started.await(LIMIT);
            assertThat(stats.rows()).isBetween(2900L, 3000L);
            assertThat(commits).hasValue(stats.transactions());
        }
    }

    private static void finish(WorkloadRun run) throws InterruptedException {
        WorkloadStats stats = run.await(LIMIT);
        LOG.info("{}", stats);
        assertThat(stats.transactions()).isEqualTo(500);
    }

    private static long rows(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT (SELECT COUNT(*) FROM bench.sbtest1)+"
                                        + "(SELECT COUNT(*) FROM bench.sbtest2)")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
