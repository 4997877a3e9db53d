package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hot rows that are asked for again end equal, whatever the source is and logs. */
class ResyncServersIT {
    static Stream<ServerSpec> sources() {
        return Stream.of(
                ServerSpec.of(Flavor.MARIADB),
                ServerSpec.of(Flavor.MYSQL_5_7),
                ServerSpec.mysql80().withGtid(false),
                ServerSpec.mysql80().withRowImage(RowImage.MINIMAL));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void hot_rows_end_equal(ServerSpec spec) throws Exception {
        Availability there = MysqlServer.available(spec.flavor());
        assumeTrue(there.ready(), there::reason);
        try (ServerPair pair = new ServerPair(spec)) {
            pair.both(
                    "CREATE DATABASE hot",
                    "CREATE TABLE hot.hot (id INT PRIMARY KEY, v INT, w VARCHAR(40))",
                    "INSERT INTO hot.hot VALUES (0,0,''),(1,0,''),(2,0,'')");
            pair.source.execute(
                    "CREATE DATABASE retl",
                    "CREATE TABLE retl.retl_buffer (ID BIGINT AUTO_INCREMENT PRIMARY KEY, TABLE_ID"
                            + " INT NOT NULL, FULL_NAME VARCHAR(512), TYPE CHAR(1) NOT NULL,"
                            + " PK_DATA VARCHAR(256) NOT NULL)");
            try (PipelineRun run = pair.run("hot", PipelineOptions.defaults())) {
                try (RacingWriters _ = new RacingWriters(pair.source, "hot", 3)) {
                    for (int i = 0; i < 100; i++) {
                        pair.source.execute(
                                "INSERT INTO retl.retl_buffer (TABLE_ID,FULL_NAME,TYPE,PK_DATA)"
                                        + " VALUES (0,'hot.hot','U','"
                                        + i % 3
                                        + "')");
                    }
                }
                ServerPair.await(run);
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(pair.onTarget("SELECT COUNT(*) FROM retl.retl_resync"))
                                        .as("%s", run.status())
                                        .containsExactly("0"));
                assertThat(run.status().notices()).isEmpty();
            }
            pair.requireEqual("hot");
        }
    }
}
