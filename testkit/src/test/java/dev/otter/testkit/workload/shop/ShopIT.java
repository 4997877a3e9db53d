package dev.otter.testkit.workload.shop;

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
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ShopIT {

    private static final Logger LOG = LoggerFactory.getLogger(ShopIT.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void the_sums_hold_at_every_moment(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                Connection connection = server.connect()) {
            Shop shop = seeded(connection, 300);
            RunConfig config = RunConfig.of("shop", 4, RunLimit.transactions(4000));
            for (int round = 0; round < 2; round++) {
                try (WorkloadRun run = shop.start(source(server), config)) {
                    while (run.running()) {
                        assertThat(shop.checkInvariants(connection)).isEmpty();
                    }
                    WorkloadStats stats = run.await(LIMIT);
                    LOG.info("{}: {}", flavor.title(), stats);
                    assertThat(stats.transactions()).isEqualTo(4000);
                }
                assertThat(shop.checkInvariants(connection)).isEmpty();
            }
        }
    }

    @Test
    void a_torn_transaction_is_seen() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80());
                Connection connection = server.connect()) {
            Shop shop = seeded(connection, 50);
            assertThat(shop.checkInvariants(connection)).isEmpty();
            server.execute("UPDATE shop.orders SET total=total+1 WHERE id=1");
            assertThat(shop.checkInvariants(connection)).hasSize(1);
            server.execute("UPDATE shop.stock SET quantity=quantity-1 WHERE place='shelf'");
            assertThat(shop.checkInvariants(connection)).hasSize(2);
        }
    }

    @Test
    void the_writers_outlive_a_killed_server() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80().withDurable(true));
                Connection connection = server.connect()) {
            Shop shop = seeded(connection, 50);
            RunConfig config = RunConfig.of("shop", 3, RunLimit.untilStopped());
            try (WorkloadRun run = shop.start(source(server), config)) {
                reach(run, 200);
                server.kill();
                server.restart();
                reach(run, run.stats().transactions() + 200);
                run.stop();
                assertThat(run.await(LIMIT).lost()).isBetween(1L, 3L);
            }
            try (Connection after = server.connect()) {
                assertThat(shop.checkInvariants(after)).isEmpty();
            }
        }
    }

    private static void reach(WorkloadRun run, long transactions) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !run.running() || run.stats().transactions() >= transactions);
        assertThat(run.running()).isTrue();
    }

    private static Shop seeded(Connection connection, int customers) throws Exception {
        Shop shop = new Shop(new ShopConfig("shop", 5));
        shop.createSchema(connection);
        shop.seed(connection, customers);
        return shop;
    }

    private static ConnectionSource source(MysqlServer server) {
        return () ->
                DriverManager.getConnection(
                        server.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
    }
}
