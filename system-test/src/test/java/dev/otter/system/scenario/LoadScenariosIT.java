package dev.otter.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rows on the target: errors, order, statements, a dry run, values. */
class LoadScenariosIT {
    private static Scene scene;

    @BeforeAll
    static void open(@TempDir Path folder) {
        scene = new Scene(folder);
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @Test
    void s27_a_poisoned_row_is_put_aside_and_all_others_load() throws Exception {
        scene.database("s27", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))");
        scene.target.execute("ALTER TABLE s27.t MODIFY v VARCHAR(5)");
        try (PipelineRun run = scene.run("s27", "on-error: quarantine")) {
            scene.each(
                    "s27",
                    List.of(
                            "INSERT INTO t VALUES (1, 'one'), (2, 'much too long'), (3, 'three')",
                            "INSERT INTO t VALUES (4, 'four')",
                            "UPDATE t SET v = 'uno' WHERE id = 1"));
            Scene.arrive(run);
            assertThat(run.status().quarantined()).isEqualTo(1);
        }
        assertThat(scene.onTarget("SELECT * FROM s27.t ORDER BY id"))
                .containsExactly("1|uno", "3|three", "4|four");
        assertThat(
                        scene.onTarget(
                                "SELECT table_name, kind, error_code FROM retl.retl_quarantine"
                                        + " WHERE pipeline = 'scene/s27'"))
                .containsExactly("s27.t|INSERT|OTR-3103");
    }

    @Test
    void s28_a_deadlock_on_the_target_is_tried_again() throws Exception {
        scene.database(
                "s28",
                "CREATE TABLE t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO t VALUES (1, 0), (2, 0)",
                "CREATE TABLE heavy (id INT PRIMARY KEY)");
        try (PipelineRun run = scene.run("s28");
                Connection rival = scene.target.connect();
                Statement statement = rival.createStatement()) {
            Scene.arrive(run);
            rival.setAutoCommit(false);
            // The server ends whichever has written less.
            StringBuilder rows = new StringBuilder("(0)");
            for (int id = 1; id < 500; id++) {
                rows.append(",(").append(id).append(')');
            }
            statement.execute("INSERT INTO s28.heavy VALUES " + rows);
            statement.execute("SELECT v FROM s28.t WHERE id = 2 FOR UPDATE");
            scene.together(
                    "s28",
                    List.of("UPDATE t SET v = 1 WHERE id = 1", "UPDATE t SET v = 2 WHERE id = 2"));
            await().atMost(Scene.PATIENCE)
                    .until(() ->
                            !scene.onTarget(
                                            "SELECT trx_id FROM information_schema.INNODB_TRX"
                                                    + " WHERE trx_state = 'LOCK WAIT'")
                                    .isEmpty());
            statement.execute("SELECT v FROM s28.t WHERE id = 1 FOR UPDATE");
            rival.rollback();
            Scene.arrive(run);
            assertThat(run.status().retries()).isPositive();
            assertThat(run.status().quarantined()).isZero();
        }
        scene.requireEqual("s28");
    }

    @Test
    void s29_rows_of_one_transaction_go_in_one_whatever_their_number() throws Exception {
        scene.database("s29", "CREATE TABLE t (id INT PRIMARY KEY, v INT)");
        try (PipelineRun run = scene.run("s29")) {
            Scene.arrive(run);
            PipelineStatus before = run.status();
            List<String> rows = new ArrayList<>();
            for (int id = 1; id <= 51; id++) {
                rows.add("INSERT INTO t VALUES (%d, %d)".formatted(id, id));
            }
            scene.together("s29", rows);
            Scene.arrive(run);
            PipelineStatus after = run.status();
            assertThat(after.rowsApplied() - before.rowsApplied()).isEqualTo(51);
            assertThat(after.transactionsApplied() - before.transactionsApplied()).isEqualTo(1);
            assertThat(after.groupsApplied() - before.groupsApplied()).isEqualTo(1);
        }
        scene.requireEqual("s29");
    }

    /** What weights were for: rows that depend on each other keep their order by themselves. */
    @Test
    void s30_parents_come_first_and_go_last() throws Exception {
        scene.database(
                "s30",
                "CREATE TABLE zz_parent (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE aa_child (id INT PRIMARY KEY, p INT NOT NULL, FOREIGN KEY (p)"
                        + " REFERENCES zz_parent (id))",
                "CREATE TABLE log (id INT PRIMARY KEY AUTO_INCREMENT, v INT)");
        try (PipelineRun run = scene.run("s30", "parallelism: 8")) {
            Scene.arrive(run);
            List<String> work = new ArrayList<>();
            for (int id = 1; id <= 150; id++) {
                work.add("INSERT INTO zz_parent VALUES (%d, 0)".formatted(id));
                work.add("INSERT INTO aa_child VALUES (%d, %d)".formatted(id, id));
                work.add("UPDATE zz_parent SET v = v + 1 WHERE id = %d".formatted(id));
                if (id % 3 == 0) {
                    work.add("DELETE FROM aa_child WHERE p = %d".formatted(id));
                    work.add("DELETE FROM zz_parent WHERE id = %d".formatted(id));
                }
                work.add("INSERT INTO log (v) VALUES (%d)".formatted(id));
            }
            scene.each("s30", work);
            Scene.arrive(run);
            assertThat(run.status().triedAlone()).isZero();
        }
        scene.requireEqual("s30");
        assertThat(scene.onTarget("SELECT COUNT(*), SUM(v) FROM s30.zz_parent"))
                .containsExactly("100|100");
    }

    @Test
    void s31_a_statement_stands_between_the_rows_before_and_behind_it() throws Exception {
        scene.database("s31", "CREATE TABLE t (id INT PRIMARY KEY, v INT)");
        try (PipelineRun run = scene.run("s31", "ddl: apply")) {
            Scene.arrive(run);
            List<String> work = new ArrayList<>();
            for (int round = 1; round <= 5; round++) {
                for (int i = 0; i < 20; i++) {
                    int id = 100 * round + i;
                    work.add("INSERT INTO t (id, v) VALUES (%d, %d)".formatted(id, id));
                }
                work.add("ALTER TABLE t ADD c%d INT NOT NULL DEFAULT %d".formatted(round, round));
                work.add("UPDATE t SET c%d = v WHERE id %% 2 = 0".formatted(round));
            }
            scene.each("s31", work);
            Scene.arrive(run);
            assertThat(run.status().kinds().schemaChanges()).isEqualTo(5);
        }
        scene.requireEqual("s31");
    }

    @Test
    void s32_a_dry_run_counts_and_writes_no_rows() throws Exception {
        scene.database(
                "s32", "CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1)");
        scene.source.execute("UPDATE s32.t SET v = 5");
        try (PipelineRun run = scene.run("s32", "dry-run: true", "ddl: apply")) {
            Scene.arrive(run);
            scene.each(
                    "s32",
                    List.of(
                            "INSERT INTO t VALUES (2, 2), (3, 3)",
                            "UPDATE t SET v = 4 WHERE id = 2",
                            "DELETE FROM t WHERE id = 3",
                            "UPDATE t SET id = 9 WHERE id = 1",
                            "CREATE TABLE made (id INT PRIMARY KEY)",
                            "ALTER TABLE t ADD KEY (v)",
                            "TRUNCATE TABLE t"));
            Scene.arrive(run);
            PipelineStatus status = run.status();
            assertThat(status.rowsApplied()).isEqualTo(5);
            assertThat(status.kinds().inserts()).isEqualTo(2);
            assertThat(status.kinds().updates()).isEqualTo(2);
            assertThat(status.kinds().deletes()).isEqualTo(1);
            assertThat(status.kinds().schemaChanges()).isZero();
        }
        assertThat(scene.onTarget("SELECT * FROM s32.t")).containsExactly("1|1");
        assertThat(scene.onTarget("SHOW TABLES FROM s32")).containsExactly("t");
        // Its place has moved on: what it passed is not written later.
        try (PipelineRun run = scene.run("s32", "ddl: apply")) {
            scene.each("s32", List.of("INSERT INTO t VALUES (20, 20)"));
            Scene.arrive(run);
        }
        assertThat(scene.onTarget("SELECT * FROM s32.t ORDER BY id"))
                .containsExactly("1|1", "20|20");
    }

    @Test
    void s32_a_dry_run_passes_a_large_transaction_too() throws Exception {
        scene.database("s32_large", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(4000))");
        try (PipelineRun run = scene.run("s32_large", "dry-run: true")) {
            Scene.arrive(run);
            List<String> rows =
                    new ArrayList<>(List.of("INSERT INTO t VALUES (1, REPEAT('v', 4000))"));
            for (int id = 1; id < 4096; id *= 2) {
                rows.add("INSERT INTO t SELECT id + %d, v FROM t".formatted(id));
            }
            scene.together("s32_large", rows);
            Scene.arrive(run);
            assertThat(run.status().rowsApplied()).isEqualTo(4096);
        }
        assertThat(scene.onTarget("SELECT * FROM s32_large.t")).isEmpty();
    }

    @Test
    void s33_values_at_the_edges_of_their_types_arrive_as_they_are() throws Exception {
        scene.database(
                "s33",
                "CREATE TABLE t (id INT PRIMARY KEY, zero DATE, zero_time DATETIME NOT NULL,"
                        + " blank VARCHAR(9) NOT NULL, bits BIT(64), one BIT, raw BLOB, emoji"
                        + " VARCHAR(9) CHARACTER SET utf8mb4, most BIGINT UNSIGNED, y YEAR, neg"
                        + " TIME(6), dec_max DECIMAL(65,30), doc JSON, e ENUM('a','b','it''s'), s"
                        + " SET('x','y','z'), gen INT AS (id * 2) STORED, gen_v INT AS (id + 1)"
                        + " VIRTUAL, g GEOMETRY, f FLOAT, dd DOUBLE)");
        List<String> rows = values();
        try (PipelineRun run = scene.run("s33")) {
            scene.each("s33", rows);
            Scene.arrive(run);
        }
        scene.requireEqual("s33");
        assertThat(
                        scene.onTarget(
                                "SELECT id, CAST(zero AS CHAR), HEX(raw) = (SELECT"
                                        + " GROUP_CONCAT(LPAD(HEX(n), 2, '0') ORDER BY n SEPARATOR"
                                        + " '') FROM s33.bytes), HEX(emoji), most, y + 0, CAST(neg AS"
                                        + " CHAR), gen, gen_v, ST_AsText(g) FROM s33.t WHERE id ="
                                        + " 1"))
                .containsExactly(
                        "1|0000-00-00|1|F09F9880E4B8AD|18446744073709551615|2155"
                                + "|-838:59:59.000000|2|2|POINT(1 -1)");
    }

    @Test
    void s33_columns_that_the_target_works_out_of_documents() throws Exception {
        scene.database(
                "s33_documents",
                "CREATE TABLE t (id INT PRIMARY KEY, doc JSON, n INT AS (JSON_EXTRACT(doc, '$.n'))"
                        + " VIRTUAL, name VARCHAR(20) AS (doc->>'$.name') STORED, KEY (n))");
        try (PipelineRun run = scene.run("s33_documents")) {
            scene.each(
                    "s33_documents",
                    List.of(
                            "INSERT INTO t (id, doc) VALUES (1, '{\"n\": 5, \"name\": \"ann\"}')",
                            "UPDATE t SET doc = JSON_SET(doc, '$.n', 6)"));
            Scene.arrive(run);
        }
        scene.requireEqual("s33_documents");
    }

    /** Rows, and a table of all bytes on both sides to compare a value with. */
    private static List<String> values() throws SQLException {
        StringBuilder raw = new StringBuilder("x'");
        StringBuilder bytes = new StringBuilder();
        for (int value = 0; value < 256; value++) {
            raw.append("%02x".formatted(value));
            bytes.append(value == 0 ? "(" : ",(").append(value).append(')');
        }
        raw.append('\'');
        scene.both(
                "CREATE TABLE s33.bytes (n INT PRIMARY KEY)",
                "INSERT INTO s33.bytes VALUES " + bytes,
                "SET GLOBAL group_concat_max_len = 4096");
        String columns =
                "INSERT INTO t (id, zero, zero_time, blank, bits, one, raw, emoji, most, y, neg,"
                        + " dec_max, doc, e, s, g, f, dd) VALUES ";
        return List.of(
                "SET SESSION sql_mode = ''",
                columns
                        + "(1, '0000-00-00', '0000-00-00 00:00:00', '', ~0, 1, "
                        + raw
                        + ", '😀中', ~0, 2155, '-838:59:59', -99999999999999999999999999999999999."
                        + "999999999999999999999999999999, '{\"k\": [1.5, null, \"😀\", -0.0]}',"
                        + " 'it''s', 'x,z', ST_GeomFromText('POINT(1 -1)'), 1.5e-38, -1.7e308)",
                columns
                        + "(2, '2026-02-00', '9999-12-31 23:59:59', ' ', 0, 0, '', '', 0, 0,"
                        + " '838:59:59', 0.000000000000000000000000000001, '\"\"', 1, '',"
                        + " ST_GeomFromText('GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1))'),"
                        + " 0, 2.5e-308)",
                columns
                        + "(3, NULL, '1000-01-01', 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
                "UPDATE t SET neg = '-00:00:00.000001', e = 'b', s = 'y', one = NULL WHERE id = 2",
                "DELETE FROM t WHERE id = 3");
    }
}
