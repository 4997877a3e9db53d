package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that are asked for again through {@code retl.retl_buffer}, as in Otter 4, under writers. */
class ResyncIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As the guide of Otter 4 makes it. */
    private static final String BUFFER =
            "CREATE TABLE retl.retl_buffer (ID BIGINT AUTO_INCREMENT PRIMARY KEY, TABLE_ID INT NOT"
                    + " NULL, FULL_NAME VARCHAR(512), TYPE CHAR(1) NOT NULL, PK_DATA VARCHAR(256)"
                    + " NOT NULL, GMT_CREATE TIMESTAMP NULL, GMT_MODIFIED TIMESTAMP NULL)"
                    + " ENGINE=InnoDB DEFAULT CHARSET=utf8";

    private static ServerPair pair;

    @BeforeAll
    static void start() throws SQLException {
        pair = new ServerPair(ServerSpec.mysql80());
        pair.source.execute("CREATE DATABASE IF NOT EXISTS retl", BUFFER);
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineRun run(String database) {
        return pair.run(database, new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.STOP));
    }

    /** A request as an operator writes it. */
    private static String ask(String table, String type, String keySql) {
        return "INSERT INTO retl.retl_buffer (TABLE_ID, FULL_NAME, TYPE, PK_DATA, GMT_CREATE,"
                + " GMT_MODIFIED) VALUES (0, '"
                + table
                + "', '"
                + type
                + "', "
                + keySql
                + ", now(), now())";
    }

    private static void awaitNoneOpen(PipelineRun run, String database) throws Exception {
        ServerPair.await(run);
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(run.status().failure()).isEmpty();
                    assertThat(
                                    pair.onTarget(
                                            "SELECT COUNT(*) FROM retl.retl_resync WHERE"
                                                    + " pipeline='test/"
                                                    + database
                                                    + "'"))
                            .as("%s", run.status())
                            .containsExactly("0");
                });
    }

    @Test
    void rows_that_differ_are_made_as_the_source_has_them() throws Exception {
        pair.both(
                "CREATE DATABASE plain",
                "USE plain",
                "CREATE TABLE t (id INT PRIMARY KEY, u INT UNIQUE, v VARCHAR(50))",
                "INSERT INTO t VALUES (1,1,'a'),(2,2,'b'),(3,3,'c'),(5,5,'e')");
        pair.target.execute(
                "USE plain",
                "UPDATE t SET v='wrong' WHERE id=1",
                "DELETE FROM t WHERE id=2",
                "INSERT INTO t VALUES (4,4,'extra')",
                "UPDATE t SET u=9 WHERE id=3",
                "UPDATE t SET u=3, v='holds the value of another' WHERE id=5");
        try (PipelineRun run = run("plain")) {
            pair.source.execute(
                    ask("plain.t", "U", "'1'"),
                    ask("plain.t", "I", "'2'"),
                    ask("plain.t", "D", "'4'"),
                    ask("plain.t", "U", "'3'"),
                    ask("plain.t", "U", "'5'"),
                    // Still there on the source: a request never makes both sides differ.
                    ask("plain.t", "D", "'1'"));
            awaitNoneOpen(run, "plain");
            pair.source.execute("UPDATE plain.t SET v='later' WHERE id=5");
            awaitNoneOpen(run, "plain");
        }
        pair.requireEqual("plain");
    }

    @Test
    void keys_of_several_columns_and_all_types_find_their_rows() throws Exception {
        pair.both(
                "CREATE DATABASE typed",
                "USE typed",
                "CREATE TABLE c (v VARCHAR(20), b VARCHAR(20) CHARACTER SET latin1, a INT,"
                        + " PRIMARY KEY (a, b))",
                "CREATE TABLE s (k VARCHAR(40) CHARACTER SET utf8mb4 PRIMARY KEY, v INT)",
                "CREATE TABLE r (k VARBINARY(8) PRIMARY KEY, v INT)",
                "CREATE TABLE every (id BIGINT UNSIGNED PRIMARY KEY, ti TINYINT, si SMALLINT"
                        + " UNSIGNED, mi MEDIUMINT, dc DECIMAL(20,6), f FLOAT, d DOUBLE, bt BIT(13),"
                        + " y YEAR, dt DATE, tm TIME(2), dtm DATETIME(6), ts TIMESTAMP(3) NULL,"
                        + " ch CHAR(10) CHARACTER SET gbk, bi BINARY(6), vb VARBINARY(20), tx TEXT,"
                        + " bl BLOB, en ENUM('x','y','z'), st SET('p','q','r'), js JSON,"
                        + " ge GEOMETRY, gc INT AS (ti + 1) STORED)");
        pair.source.execute(
                "USE typed",
                "SET sql_mode=''",
                "INSERT INTO c VALUES ('v', 'ü', 7)",
                "INSERT INTO s VALUES ('a\u0001b', 1), ('', 2)",
                "INSERT INTO r VALUES (x'00ff01', 1)",
                "INSERT INTO every (id, ti, si, mi, dc, f, d, bt, y, dt, tm, dtm, ts, ch, bi, vb,"
                        + " tx, bl, en, st, js, ge) VALUES (18446744073709551615, -128, 65535, -1,"
                        + " -12345678.000001, 1.1, -0.1, b'1000000000001', 2026, '2026-02-28',"
                        + " '-100:00:00.01', '9999-12-31 23:59:59.999999',"
                        + " '2026-11-26 22:30:00.125', '中文', x'610000', x'00ff', 'grün',"
                        + " x'0102', 'z', 'p,r', '{\"a\": [1, null, \"ü\"]}', POINT(1, 2)),"
                        + " (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                        + " (3, 0, 0, 0, 0, 0, 0, 0, 0, '0000-00-00', '00:00:00',"
                        + " '0000-00-00 00:00:00', '0000-00-00 00:00:00', '', '', '', '', '', '',"
                        + " '', 'null', NULL)");
        try (PipelineRun run = run("typed")) {
            pair.source.execute(
                    ask("typed.c", "U", "CONCAT('ü', CHAR(1 USING utf8), '7')"),
                    ask("typed.s", "U", "CONCAT('a', CHAR(1 USING utf8), 'b')"),
                    ask("typed.s", "U", "''"),
                    ask("typed.r", "U", "'0x00ff01'"),
                    ask("typed.every", "U", "'18446744073709551615'"),
                    ask("typed.every", "U", "'2'"),
                    ask("typed.every", "U", "'3'"));
            awaitNoneOpen(run, "typed");
            assertThat(run.status().notices()).isEmpty();
        }
        pair.requireEqual("typed");
    }

    private static PipelineRun running(String database, DdlRules rules) {
        return pair.run(
                database, new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.STOP).with(rules));
    }

    /** The page is read while the target's table does not have the column yet. */
    @Test
    void a_request_right_behind_a_change_of_columns_waits_for_it() throws Exception {
        pair.both("CREATE DATABASE altered", "CREATE TABLE altered.t (id INT PRIMARY KEY)");
        pair.source.execute("INSERT INTO altered.t VALUES (1)");
        try (PipelineRun run = running("altered", DdlRules.all(DdlAction.APPLY));
                Connection reader = pair.target.connect();
                Statement reading = reader.createStatement()) {
            ServerPair.await(run);
            reader.setAutoCommit(false);
            reading.executeQuery("SELECT * FROM altered.t").close();
            pair.source.execute(
                    "ALTER TABLE altered.t ADD v INT DEFAULT 7", ask("altered.t", "U", "'1'"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(run.status().notices())
                                    .singleElement()
                                    .asString()
                                    .contains("no column v", "may still be on its way"));
            reader.rollback();
            awaitNoneOpen(run, "altered");
            assertThat(run.status().notices()).isEmpty();
        }
        pair.requireEqual("altered");
    }

    @Test
    void what_the_target_lacks_for_good_is_refused() throws Exception {
        pair.both("CREATE DATABASE misfit", "CREATE TABLE misfit.t (id INT PRIMARY KEY, v INT)");
        pair.target.execute("ALTER TABLE misfit.t DROP PRIMARY KEY, ADD PRIMARY KEY (v)");
        try (PipelineRun run = run("misfit")) {
            pair.source.execute(ask("misfit.t", "U", "'1'"));
            awaitNoneOpen(run, "misfit");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(run.status().notices())
                                    .singleElement()
                                    .asString()
                                    .contains("the key of target table misfit.t is another"));
        }
    }

    @Test
    void a_column_that_the_target_lacks_is_left_out_of_rows_read_again() throws Exception {
        pair.both(
                "CREATE DATABASE lacks",
                "CREATE TABLE lacks.t (id INT PRIMARY KEY, u INT UNIQUE)",
                "INSERT INTO lacks.t VALUES (1, 1)");
        pair.target.execute("UPDATE lacks.t SET u = 2");
        DdlRules ignore = new DdlRules(DdlAction.SKIP, Map.of(), MissingColumnRule.IGNORE_NULL);
        try (PipelineRun run = running("lacks", ignore)) {
            pair.source.execute("ALTER TABLE lacks.t ADD v INT", ask("lacks.t", "U", "'1'"));
            awaitNoneOpen(run, "lacks");
            assertThat(run.status().notices()).isEmpty();
        }
        assertThat(pair.onTarget("SELECT u FROM lacks.t")).containsExactly("1");
    }

    private static void hot(String database) throws SQLException {
        pair.both(
                "CREATE DATABASE " + database,
                "USE " + database,
                "CREATE TABLE hot (id INT PRIMARY KEY, v INT, w VARCHAR(40))",
                "INSERT INTO hot VALUES (0,0,''),(1,0,''),(2,0,''),(3,0,'')");
    }

    @Test
    void hot_rows_that_come_and_go_end_equal() throws Exception {
        hot("hot");
        try (PipelineRun run = run("hot")) {
            try (RacingWriters _ = new RacingWriters(pair.source, "hot", 4)) {
                for (int i = 0; i < 300; i++) {
                    pair.source.execute(ask("hot.hot", "U", "'" + i % 4 + "'"));
                }
            }
            awaitNoneOpen(run, "hot");
            assertThat(run.status().notices()).isEmpty();
        }
        pair.requireEqual("hot");
    }

    @Test
    void hot_rows_of_a_pipeline_that_is_killed_again_and_again_end_equal() throws Exception {
        hot("killed");
        try (PipelineRun run = run("killed")) {
            // Both sides are equal where the pipeline begins.
            ServerPair.await(run);
        }
        try (RacingWriters _ = new RacingWriters(pair.source, "killed", 4)) {
            for (int round = 0; round < 8; round++) {
                try (PipelineRun run = run("killed")) {
                    for (int i = 0; i < 25; i++) {
                        pair.source.execute(ask("killed.hot", "U", "'" + (round + i) % 4 + "'"));
                    }
                    run.abandon();
                }
            }
        }
        try (PipelineRun run = run("killed")) {
            awaitNoneOpen(run, "killed");
        }
        pair.requireEqual("killed");
    }

    @Test
    void a_request_outlives_a_run_that_ends_before_its_row_was_read() throws Exception {
        hot("outlived");
        pair.target.execute("UPDATE outlived.hot SET v=99 WHERE id=1");
        try (Connection blocker = pair.source.connect()) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("UPDATE outlived.hot SET w='blocked' WHERE id=1");
            }
            try (PipelineRun run = run("outlived")) {
                pair.source.execute(
                        ask("outlived.hot", "U", "'1'"), ask("outlived.hot", "U", "'2'"));
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(run.status().notices())
                                        .singleElement()
                                        .asString()
                                        .contains("another session of the source holds them"));
                pair.source.execute("INSERT INTO outlived.hot VALUES (50,1,'goes on')");
                ServerPair.await(run);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(
                                                pair.onTarget(
                                                        "SELECT pk_data FROM retl.retl_resync"
                                                                + " WHERE pipeline='test/outlived'"))
                                        .containsExactly("1"));
            }
            blocker.rollback();
        }
        assertThat(pair.onTarget("SELECT v FROM outlived.hot WHERE id=1")).containsExactly("99");
        try (PipelineRun run = run("outlived")) {
            awaitNoneOpen(run, "outlived");
        }
        pair.requireEqual("outlived");
    }

    @Test
    void a_table_is_copied_by_asking_for_all_its_rows() throws Exception {
        pair.both(
                "CREATE DATABASE whole",
                "USE whole",
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(100))");
        pair.source.execute(
                "USE whole",
                "SET SESSION cte_max_recursion_depth=100000",
                "INSERT INTO t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i+1 FROM n WHERE"
                        + " i<25000) SELECT i, REPEAT('x', 50) FROM n");
        try (PipelineRun run = run("whole")) {
            pair.source.execute(
                    "INSERT INTO retl.retl_buffer (TABLE_ID, FULL_NAME, TYPE, PK_DATA) SELECT 0,"
                            + " 'whole.t', 'I', id FROM whole.t");
            awaitNoneOpen(run, "whole");
        }
        pair.requireEqual("whole");
    }

    @Test
    void bad_requests_are_told_and_hold_nothing() throws Exception {
        hot("bad");
        pair.both("CREATE TABLE bad.bare (v INT)");
        try (PipelineRun run = run("bad")) {
            pair.source.execute(
                    "UPDATE bad.hot SET v=1",
                    ask("bad.hot", "U", "'one'"),
                    ask("bad.hot", "X", "'1'"),
                    ask("bad.nowhere", "U", "'1'"),
                    ask("bad.bare", "U", "'1'"),
                    ask("hot", "U", "'1'"),
                    "UPDATE bad.hot SET v=2");
            awaitNoneOpen(run, "bad");
            assertThat(run.status().notices())
                    .singleElement()
                    .asString()
                    .contains("requests in retl.retl_buffer failed, the last: OTR-390");
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
        }
        pair.requireEqual("bad");
    }

    @Test
    void requests_are_not_followed_where_they_are_switched_off() throws Exception {
        hot("off");
        pair.target.execute("UPDATE off.hot SET v=99 WHERE id=1");
        try (PipelineRun run = pair.run("off", PipelineOptions.defaults().withResync(false))) {
            pair.source.execute(ask("off.hot", "U", "'1'"), "INSERT INTO off.hot VALUES (9,9,'')");
            ServerPair.await(run);
        }
        assertThat(pair.onTarget("SELECT v FROM off.hot WHERE id=1")).containsExactly("99");
    }
}
