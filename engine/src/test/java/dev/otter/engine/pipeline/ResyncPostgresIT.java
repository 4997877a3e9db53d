package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that are asked for again, on their way to PostgreSQL. */
class ResyncPostgresIT {
    private static PostgresPair pair;

    @BeforeAll
    static void start() throws Exception {
        pair = new PostgresPair(ServerSpec.mysql80());
        pair.onSource(
                "CREATE DATABASE retl",
                "CREATE TABLE retl.retl_buffer (ID BIGINT AUTO_INCREMENT PRIMARY KEY, TABLE_ID INT"
                        + " NOT NULL, FULL_NAME VARCHAR(512), TYPE CHAR(1) NOT NULL, PK_DATA"
                        + " VARCHAR(256) NOT NULL)");
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static String ask(String table, String key) {
        return "INSERT INTO retl.retl_buffer (TABLE_ID, FULL_NAME, TYPE, PK_DATA) VALUES (0, '"
                + table
                + "', 'U', '"
                + key
                + "')";
    }

    @Test
    void rows_that_differ_are_made_as_the_source_has_them() throws Exception {
        pair.create("again");
        pair.onSource(
                "CREATE TABLE again.t (id INT PRIMARY KEY, u INT UNIQUE, v VARCHAR(20), at"
                        + " DATETIME(3), n DECIMAL(10,2))",
                "CREATE TABLE again.js (id INT PRIMARY KEY, j JSON)",
                "INSERT INTO again.t VALUES (1,1,'a','2026-11-26 23:00:00.125',1.5),(2,2,'b',NULL,"
                        + "NULL),(3,3,'c',NULL,-0.01)",
                "INSERT INTO again.js VALUES (2, JSON_OBJECT('t', TIME'01:02:03', 'd',"
                        + " CAST('-99999999999999999999999999999999999.999' AS DECIMAL(38,3))))");
        pair.onTarget(
                "CREATE TABLE again.t (id INT PRIMARY KEY, u INT UNIQUE, v VARCHAR(20), at"
                        + " TIMESTAMP(3), n NUMERIC(10,2))",
                "CREATE TABLE again.js (id INT PRIMARY KEY, j JSONB)",
                "INSERT INTO again.t VALUES (1,3,'wrong',NULL,7),(4,2,'extra',NULL,NULL)");
        try (PipelineRun run = pair.run("again", PipelineOptions.defaults())) {
            pair.onSource(
                    ask("again.t", "1"),
                    ask("again.t", "2"),
                    ask("again.t", "3"),
                    ask("again.t", "4"),
                    ask("again.js", "1"),
                    ask("again.js", "2"),
                    "INSERT INTO again.t VALUES (5,5,'new',NULL,NULL)");
            PostgresPair.reached(run);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(pair.answer("SELECT COUNT(*) FROM retl.retl_resync"))
                                    .as("%s", run.status())
                                    .containsExactly("0"));
            pair.onSource("UPDATE again.t SET v='later', u=u+10");
            PostgresPair.reached(run);
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
            assertThat(pair.answer("SELECT (j->>'d')||' '||(j->>'t') FROM again.js"))
                    .containsExactly("-99999999999999999999999999999999999.999 01:02:03.000000");
        }
        pair.requireEqual("again");
    }
}
