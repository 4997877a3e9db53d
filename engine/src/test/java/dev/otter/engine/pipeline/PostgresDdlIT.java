package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.PostgresPair.failed;
import static dev.otter.engine.pipeline.PostgresPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statements that change tables run on PostgreSQL, translated, with rows between them. */
class PostgresDdlIT {
    private static final PipelineOptions APPLY =
            PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));

    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    /** Runs statements in one session of the source, in a database of its own. */
    private static void run(String schema, String... statements) throws SQLException {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + schema);
            statement.execute("USE " + schema);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void carried(String schema, String... statements) throws Exception {
        run(schema);
        try (PipelineRun run = pair.run(schema, APPLY)) {
            run(schema, statements);
            reached(run);
        }
        pair.requireEqual(schema);
    }

    @Test
    void a_table_of_all_types_is_made_and_filled() throws Exception {
        carried(
                "made",
                "SET time_zone='+00:00'",
                "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, a TINYINT UNSIGNED"
                        + " NOT NULL DEFAULT 7, b DECIMAL(30,10), c FLOAT, d DOUBLE, e BIT(5) DEFAULT"
                        + " b'101', f YEAR, g DATE DEFAULT '2000-01-01', h TIME(3) DEFAULT"
                        + " '-100:00:00.5', i DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6), j TIMESTAMP"
                        + " NULL DEFAULT '2026-06-01 10:00:00', k CHAR(5) DEFAULT 'x', l"
                        + " VARCHAR(50) NOT NULL DEFAULT 'a''b', m TEXT, n BINARY(3) DEFAULT 'ab',"
                        + " o VARBINARY(9), p BLOB, q ENUM('x','y') DEFAULT 'y', r SET('a','b')"
                        + " DEFAULT 'a,b', s JSON, u POINT, UNIQUE KEY uk (l, a), KEY (m(10)), KEY"
                        + " (g DESC), FULLTEXT KEY (m)) ENGINE=InnoDB COMMENT 'all of them'",
                "INSERT INTO t (b) VALUES (1.5)",
                "INSERT INTO t (a, s, u, p) VALUES (255, '{\"a\": 1}', ST_GeomFromText('POINT(1 2)'),"
                        + " x'00FF')",
                "UPDATE t SET l = 'other' WHERE id = 1");
        assertThat(
                        pair.answer(
                                "SELECT indexname FROM pg_indexes WHERE schemaname='made' ORDER BY"
                                        + " indexname"))
                .containsExactly("t_g", "t_m", "t_pkey", "t_uk");
        assertThat(pair.answer("SELECT obj_description('made.t'::regclass)"))
                .containsExactly("all of them");
    }

    @Test
    void rows_that_are_there_get_what_the_source_gives_to_its_own() throws Exception {
        carried(
                "filled",
                "SET time_zone='+03:00'",
                "CREATE TABLE t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO t VALUES (1, 1), (2, 2)",
                "ALTER TABLE t ADD a INT NOT NULL, ADD b VARCHAR(9) NOT NULL, ADD c VARCHAR(9)"
                        + " DEFAULT 'c', ADD d DECIMAL(5,2) NOT NULL, ADD e TIME NOT NULL, ADD f"
                        + " BINARY(3) NOT NULL, ADD g ENUM('x','y') NOT NULL, ADD h SET('x') NOT"
                        + " NULL, ADD i BIT(4) NOT NULL, ADD j YEAR NOT NULL, ADD k INT",
                "INSERT INTO t (id, a, b, d, e, f, g, h, i, j) VALUES (3, 3, 'b', 1, '10:00:00',"
                        + " 'f', 'y', '', 3, 2020)",
                "ALTER TABLE t ADD l TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE"
                        + " CURRENT_TIMESTAMP, ADD m DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3), ADD n"
                        + " TIMESTAMP NULL DEFAULT '2026-01-01 00:00:00', ADD o TIMESTAMP(6) NOT NULL"
                        + " DEFAULT CURRENT_TIMESTAMP(6)",
                "UPDATE t SET v = 5 WHERE id = 1",
                "ALTER TABLE t ALTER c SET DEFAULT 'd', ALTER l DROP DEFAULT",
                "INSERT INTO t (id, a, b, d, e, f, g, h, i, j, l) VALUES (4, 4, '', 1, '10:00:00',"
                        + " 'f', 'y', '', 3, 2020, NOW())");
    }

    @Test
    void columns_change_names_and_types_and_go() throws Exception {
        carried(
                "changed",
                "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c VARCHAR(5), d DECIMAL(10,4), e"
                        + " INT, f BIT(3), g BINARY(2), h DATE, KEY ab (a, b), UNIQUE KEY ce (c, e))",
                "INSERT INTO t VALUES (1, 1, 2, 'c', 1.2345, 5, 5, 'ab', '2026-01-01'), (2, 3, 4,"
                        + " 'cc', -1.2350, 6, 6, 'cd', NULL)",
                "ALTER TABLE t CHANGE a b INT, CHANGE b a INT",
                "INSERT INTO t (id, a, b) VALUES (3, 30, 31)",
                "ALTER TABLE t MODIFY a BIGINT NOT NULL DEFAULT 9 COMMENT 'wide', MODIFY c"
                        + " VARCHAR(300), MODIFY d DECIMAL(12,2), MODIFY f BIT(9), MODIFY g BINARY(4),"
                        + " MODIFY h DATETIME(2)",
                "INSERT INTO t (id, a, c, d) VALUES (4, 5000000000, REPEAT('c', 300), 99999.99)",
                "ALTER TABLE t DROP COLUMN e, DROP KEY ab, ADD KEY ab (b), RENAME KEY ce TO cc",
                "ALTER TABLE t RENAME COLUMN b TO f, RENAME COLUMN f TO a, RENAME COLUMN a TO b",
                "INSERT INTO t (id, b, f) VALUES (5, 1, 2)",
                "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)",
                "UPDATE t SET c = 'x' WHERE id = 5",
                "DELETE FROM t WHERE id = 2",
                "ALTER TABLE t DROP b, DROP PRIMARY KEY, ADD PRIMARY KEY (id), ADD b VARCHAR(9)"
                        + " FIRST",
                "INSERT INTO t (id, b) VALUES (6, 'b')",
                "DROP INDEX cc ON t",
                "CREATE UNIQUE INDEX cc ON t (c, b)");
    }

    @Test
    void tables_change_names_in_rings_and_names_are_used_again() throws Exception {
        carried(
                "names",
                "CREATE TABLE a (id INT PRIMARY KEY, v INT, KEY (v))",
                "CREATE TABLE b (id INT PRIMARY KEY, w VARCHAR(9), KEY (w))",
                "INSERT INTO a VALUES (1, 1)",
                "INSERT INTO b VALUES (2, 'b')",
                "RENAME TABLE a TO x, b TO a, x TO b",
                "INSERT INTO a VALUES (3, 'a')",
                "INSERT INTO b VALUES (4, 4)",
                "ALTER TABLE b ADD u INT, RENAME TO c, ADD KEY (u)",
                "INSERT INTO c VALUES (5, 5, 5)",
                "CREATE TABLE b LIKE c",
                "INSERT INTO b VALUES (6, 6, 6)",
                "ALTER TABLE b DROP KEY v, ADD UNIQUE KEY v (v)",
                "DROP TABLE IF EXISTS a, nothing",
                "CREATE TABLE IF NOT EXISTS b (id INT)",
                "TRUNCATE TABLE c",
                "INSERT INTO c VALUES (7, 7, 7)");
    }

    @Test
    void tools_that_alter_online_end_as_on_the_source() throws Exception {
        carried(
                "online",
                "CREATE TABLE busy (id BIGINT PRIMARY KEY AUTO_INCREMENT, v INT, w VARCHAR(20), KEY"
                        + " (v))",
                "INSERT INTO busy (v, w) VALUES (1, 'a'), (2, 'b')",
                "CREATE TABLE _busy_gho LIKE busy",
                "ALTER TABLE _busy_gho ADD COLUMN x INT NOT NULL DEFAULT 7, DROP COLUMN w",
                "INSERT IGNORE INTO _busy_gho (id, v) (SELECT id, v FROM busy)",
                "RENAME TABLE busy TO _busy_del, _busy_gho TO busy",
                "INSERT INTO busy (v) VALUES (3)",
                "DROP TABLE IF EXISTS _busy_del",
                "CREATE TABLE _busy_new (id BIGINT NOT NULL AUTO_INCREMENT, v INT, x INT NOT NULL"
                        + " DEFAULT '7', PRIMARY KEY (id), KEY v (v))",
                "ALTER TABLE _busy_new ADD INDEX (x)",
                "INSERT IGNORE INTO _busy_new (id, v, x) SELECT id, v, x FROM busy",
                "RENAME TABLE busy TO _busy_old, _busy_new TO busy",
                "DROP TABLE IF EXISTS _busy_old",
                "INSERT INTO busy (v) VALUES (4)");
    }

    @Test
    void what_cannot_be_said_is_held_whole_until_somebody_has_done_it() throws Exception {
        run("held");
        PipelineRun first = pair.run("held", APPLY);
        run(
                "held",
                "CREATE TABLE t (id INT PRIMARY KEY, a INT)",
                "INSERT INTO t VALUES (1, 1)",
                "ALTER TABLE t ADD b INT, ADD c INT AS (a + 1) STORED",
                "INSERT INTO t (id, a, b) VALUES (2, 2, 2)");
        failed(first, ErrorCode.DDL_NOT_TRANSLATED);
        assertThat(first.status().failure().orElseThrow().toString())
                .contains("'c INT AS (a + 1) STORED'", "retl.retl_ddl");
        first.close();
        assertThat(columns("held")).containsExactly("id", "a");
        String id =
                pair.answer("SELECT transaction_id FROM retl.retl_ddl WHERE state='asked'")
                        .getFirst();

        pair.onTarget(
                "ALTER TABLE held.t ADD b INT, ADD c INT GENERATED ALWAYS AS (a + 1) STORED",
                "UPDATE retl.retl_ddl SET state='done' WHERE transaction_id='" + id + "'");
        try (PipelineRun second = pair.run("held", APPLY)) {
            reached(second);
        }
        pair.requireEqual("held");
    }

    private static List<String> columns(String schema) throws SQLException {
        return pair.answer(
                "SELECT column_name FROM information_schema.columns WHERE table_schema='"
                        + schema
                        + "' AND table_name='t' ORDER BY ordinal_position");
    }

    @Test
    void a_refused_statement_leaves_nothing_behind() throws Exception {
        run("refused");
        try (PipelineRun run = pair.run("refused", APPLY)) {
            run(
                    "refused",
                    "CREATE TABLE t (id INT PRIMARY KEY, a INT)",
                    "INSERT INTO t VALUES (1, 1)");
            reached(run);
            pair.onTarget("CREATE VIEW refused.seen AS SELECT a FROM refused.t");
            run("refused", "ALTER TABLE t ADD b INT, DROP a", "INSERT INTO t VALUES (2, 2)");
            failed(run, ErrorCode.DDL_REFUSED);
        }
        assertThat(columns("refused")).containsExactly("id", "a");

        pair.onTarget("DROP VIEW refused.seen");
        try (PipelineRun run = pair.run("refused", APPLY)) {
            reached(run);
        }
        pair.requireEqual("refused");
    }

    @Test
    void a_statement_waits_for_approval_where_the_rule_says_so() throws Exception {
        run("asked", "CREATE TABLE t (id INT PRIMARY KEY, a INT)");
        pair.onTarget("CREATE SCHEMA asked", "CREATE TABLE asked.t (id INT PRIMARY KEY, a INT)");
        PipelineOptions ask = PipelineOptions.defaults().with(DdlRules.all(DdlAction.ASK));
        try (PipelineRun run = pair.run("asked", ask)) {
            run("asked", "ALTER TABLE t ADD b INT", "INSERT INTO t VALUES (1, 1, 1)");
            String waiting =
                    "SELECT statement FROM retl.retl_ddl WHERE pipeline LIKE '%asked' AND"
                            + " state='asked'";
            await().atMost(Duration.ofSeconds(30)).until(() -> pair.answer(waiting).size() == 1);
            assertThat(pair.answer(waiting).getFirst()).contains("ADD COLUMN \"b\" integer");
            assertThat(columns("asked")).containsExactly("id", "a");
            WaitingStatements statements = pair.waiting("asked");
            assertThat(statements.list()).hasSize(1);
            assertThat(
                            statements.decide(
                                    statements.list().getFirst().transaction(),
                                    DdlDecisions.Decision.APPROVED))
                    .isTrue();
            reached(run);
        }
        pair.requireEqual("asked");
    }
}
