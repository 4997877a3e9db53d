package dev.otter.testkit.workload.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ConnectionSource;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadStats;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class TortureIT {

    private static final Logger LOG = LoggerFactory.getLogger(TortureIT.class);

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void seeds_run_on_a_real_server(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                Connection connection = server.connect("root", "", "mysql")) {
            ConnectionSource source =
                    () ->
                            DriverManager.getConnection(
                                    server.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
            ServerFeatures features = ServerFeatures.of(connection);
            for (long seed = 1; seed <= 2; seed++) {
                Torture torture = new Torture(TortureSpec.of("torture", seed, features));
                torture.createTables(connection);
                torture.seed(connection);
                RunConfig run = RunConfig.of("torture", 4, RunLimit.transactions(2000));
                WorkloadStats stats = torture.start(source, run).await(Duration.ofMinutes(3));
                LOG.info("{} seed {}: {}", flavor.title(), seed, stats);
                long all = stats.transactions() + stats.rejectedInAll() + stats.rolledBack();
                assertThat(all).isEqualTo(2000);
                // mostly what is sent is legal
                assertThat(stats.transactions()).isGreaterThan(1500);
                assertThat(stats.rows()).isGreaterThan(10_000);
            }
        }
    }
}
