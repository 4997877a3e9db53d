package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Documents of rows that are asked for again arrive with the types of all their values. */
class ResyncJsonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String WIDE = "-99999999999999999999999999999999999.999";

    private static ServerPair pair;

    @BeforeAll
    static void start() throws SQLException {
        pair = new ServerPair(ServerSpec.mysql80());
        pair.source.execute(buffer());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static String[] buffer() {
        return new String[] {
            "CREATE DATABASE retl",
            "CREATE TABLE retl.retl_buffer (ID BIGINT AUTO_INCREMENT PRIMARY KEY, TABLE_ID INT NOT"
                    + " NULL, FULL_NAME VARCHAR(512), TYPE CHAR(1) NOT NULL, PK_DATA VARCHAR(256)"
                    + " NOT NULL)"
        };
    }

    private static String askForAll(String table) {
        return "INSERT INTO retl.retl_buffer (TABLE_ID, FULL_NAME, TYPE, PK_DATA) SELECT 0, '%s',"
                        .formatted(table)
                + " 'I', id FROM "
                + table;
    }

    private static void awaitNoneOpen(ServerPair servers, PipelineRun run) throws Exception {
        ServerPair.await(run);
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(run.status().failure()).isEmpty();
                    assertThat(servers.onTarget("SELECT COUNT(*) FROM retl.retl_resync"))
                            .as("%s", run.status())
                            .containsExactly("0");
                });
    }

    /** Columns of the names that the question for types uses itself, and computed ones. */
    @Test
    void documents_of_every_kind_arrive_as_they_are() throws Exception {
        try (Connection from = pair.source.connect()) {
            EveryType types = new EveryType("types", ServerFeatures.of(from));
            types.createTables(from);
            types.edgeRows(from);
        }
        pair.both(
                "CREATE DATABASE docs",
                "CREATE TABLE docs.t (id INT PRIMARY KEY AUTO_INCREMENT, n JSON, v JSON, members"
                        + " JSON AS (JSON_EXTRACT(n, '$.a', '$[0]')) VIRTUAL, kept JSON AS"
                        + " (JSON_ARRAY(n, 1.50)) STORED, x INT)");
        String many = String.join(",", Collections.nCopies(65_536, "100000"));
        pair.source.execute(
                "INSERT INTO docs.t (n, v) SELECT c1, c2 FROM types.json",
                "INSERT INTO docs.t (n, v) VALUES (JSON_OBJECT('a', CAST('"
                        + WIDE
                        + "' AS DECIMAL(38,3)), 'b', TIME'01:02:03.5'), JSON_ARRAY(1.0, 1e0, 1,"
                        + " x'00'))",
                "INSERT INTO docs.t (n, v) VALUES (NULL, 'null'), ('[]', NULL)",
                "INSERT INTO docs.t (n, v) VALUES ('1', '[" + many + "]')",
                "INSERT INTO docs.t (v) VALUES ('" + "[".repeat(100) + "]".repeat(100) + "')",
                "INSERT INTO docs.t (n, v) SELECT JSON_ARRAY(dt, tm, REPEAT(x'41', 60000)),"
                        + " JSON_OBJECT('k', dt) FROM (SELECT DATE'2020-02-29' dt,"
                        + " TIMESTAMP'2020-02-29 01:02:03.000004' tm) q",
                "INSERT INTO docs.t (id, n, v) VALUES (1000, JSON_ARRAY(1.0, 2), JSON_ARRAY(1))");
        pair.target.execute(
                "INSERT INTO docs.t (id, n, v) VALUES (1, '0', '0'), (2, '[\"01:02:03\"]', NULL),"
                        + " (999, '1', '1'), (1000, '[1, 2.0]', JSON_ARRAY(1.0))");
        try (PipelineRun run = pair.run("docs", PipelineOptions.defaults())) {
            pair.source.execute(
                    askForAll("docs.t"),
                    "INSERT INTO retl.retl_buffer (TABLE_ID, FULL_NAME, TYPE, PK_DATA) VALUES (0,"
                            + " 'docs.t', 'D', '999')");
            awaitNoneOpen(pair, run);
            assertThat(run.status().notices()).isEmpty();
        }
        pair.requireEqual("docs");
        assertThat(
                        pair.onTarget(
                                "SELECT CONCAT(JSON_TYPE(JSON_EXTRACT(n, '$.a')), JSON_EXTRACT(n,"
                                        + " '$.a')) FROM docs.t WHERE JSON_TYPE(JSON_EXTRACT(n,"
                                        + " '$.b'))='TIME'"))
                .contains("DECIMAL" + WIDE);
    }

    /** The server tells its hours wrongly, so that nobody knows what it means. */
    @Test
    void a_time_of_more_than_a_day_is_not_guessed() throws Exception {
        pair.both("CREATE DATABASE longer", "CREATE TABLE longer.t (id INT PRIMARY KEY, j JSON)");
        pair.source.execute(
                "INSERT INTO longer.t VALUES (1, JSON_ARRAY(TIME'28:00:00')), (2, '2')");
        try (PipelineRun run = pair.run("longer", PipelineOptions.defaults())) {
            pair.source.execute(askForAll("longer.t"));
            awaitNoneOpen(pair, run);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(run.status().notices())
                                    .singleElement()
                                    .asString()
                                    .contains("column j: a JSON document holds a TIME of a day"));
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
        }
        assertThat(pair.onTarget("SELECT id FROM longer.t")).containsExactly("2");
    }

    @Test
    void documents_of_5_7_arrive_as_what_their_text_means() throws Exception {
        try (ServerPair old =
                new ServerPair(ServerSpec.of(Flavor.MYSQL_5_7), ServerSpec.mysql80())) {
            old.source.execute(buffer());
            old.both("CREATE DATABASE docs", "CREATE TABLE docs.t (id INT PRIMARY KEY, j JSON)");
            old.source.execute("INSERT INTO docs.t VALUES (1, '{\"a\": [1, 2.5, \"x\", null]}')");
            try (PipelineRun run = old.run("docs", PipelineOptions.defaults())) {
                old.source.execute(askForAll("docs.t"));
                awaitNoneOpen(old, run);
                assertThat(run.status().notices()).isEmpty();
            }
            old.requireEqual("docs");
        }
    }
}
