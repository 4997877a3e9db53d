package dev.otter.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a pipeline begins, and what the log may bring. */
class SelectScenariosIT {
    private static Scene scene;

    @BeforeAll
    static void open(@TempDir Path folder) {
        scene = new Scene(folder);
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private LogPosition end() throws SQLException {
        String[] status = scene.onSource("SHOW MASTER STATUS").getFirst().split("\\|", -1);
        return new LogPosition(status[0], Long.parseLong(status[1]));
    }

    @Test
    void s01_the_first_start_begins_where_it_is_told() throws Exception {
        scene.source.execute(
                "CREATE DATABASE s01",
                "CREATE TABLE s01.t (id INT PRIMARY KEY)",
                "INSERT INTO s01.t VALUES (1)");
        LogPosition place = end();
        String gtids = scene.onSource("SELECT @@gtid_executed").getFirst().replace("\n", "");
        String time = afterThisSecond();
        scene.source.execute("INSERT INTO s01.t VALUES (2)");
        Map<String, String> starts = new LinkedHashMap<>();
        starts.put("now", "now");
        starts.put("earliest", "earliest");
        starts.put("place", "{file: %s, position: %d}".formatted(place.file(), place.offset()));
        starts.put("names", "{gtid: \"%s\"}".formatted(gtids));
        starts.put("time", "{timestamp: %s}".formatted(time));
        for (Map.Entry<String, String> start : starts.entrySet()) {
            String name = "s01_" + start.getKey();
            scene.target.execute(
                    "CREATE DATABASE " + name, "CREATE TABLE " + name + ".t (id INT PRIMARY KEY)");
            try (PipelineRun run =
                    scene.run(
                            name,
                            List.of("tables: [{source: s01.t, target: " + name + ".t}]"),
                            "start: " + start.getValue())) {
                Scene.arrive(run);
            }
        }
        assertThat(ids("s01_now")).isEmpty();
        assertThat(ids("s01_earliest")).containsExactly("1", "2");
        assertThat(ids("s01_place")).containsExactly("2");
        assertThat(ids("s01_names")).containsExactly("2");
        assertThat(ids("s01_time")).containsExactly("2");
    }

    private static List<String> ids(String database) throws SQLException {
        return scene.onTarget("SELECT id FROM " + database + ".t ORDER BY id");
    }

    /** The log tells seconds: the source's clock must have gone on since the last transaction. */
    private static String afterThisSecond() throws SQLException {
        String clock = "SELECT DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%dT%H:%i:%sZ')";
        String before = scene.onSource(clock).getFirst();
        await().atMost(Scene.PATIENCE)
                .until(() -> scene.onSource(clock).getFirst().compareTo(before) > 0);
        return scene.onSource(clock).getFirst();
    }

    /** Broken off in the middle; a process that is killed: see CrashIT. */
    @Test
    void s02_a_run_that_was_broken_off_goes_on_without_loss_or_doubles() throws Exception {
        scene.database("s02", "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v INT)");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add("INSERT INTO t (v) VALUES (%d)".formatted(i));
        }
        for (int round = 0; round < 4; round++) {
            try (PipelineRun run = scene.run("s02")) {
                long end = run.status().rowsApplied();
                await().atMost(Scene.PATIENCE).until(() -> run.status().position().isPresent());
                scene.each("s02", rows);
                await().atMost(Scene.PATIENCE).until(() -> run.status().rowsApplied() > end);
                run.abandon();
            }
        }
        try (PipelineRun run = scene.run("s02")) {
            Scene.arrive(run);
        }
        scene.requireEqual("s02");
        assertThat(scene.onTarget("SELECT COUNT(*) FROM s02.t")).containsExactly("800");
    }

    @Test
    void s04_a_log_that_is_gone_stops_it_with_the_way_out() throws Exception {
        scene.database("s04", "CREATE TABLE t (id INT PRIMARY KEY)");
        try (PipelineRun run = scene.run("s04")) {
            scene.source.execute("INSERT INTO s04.t VALUES (1)");
            Scene.arrive(run);
        }
        scene.source.execute("INSERT INTO s04.t VALUES (2)", "FLUSH BINARY LOGS");
        scene.source.execute("PURGE BINARY LOGS TO '" + end().file() + "'");
        try (PipelineRun run = scene.run("s04")) {
            assertThat(Scene.failure(run, ErrorCode.LOG_PURGED).remedy()).isNotBlank();
        }
        assertThat(scene.onTarget("SELECT id FROM s04.t")).containsExactly("1");
    }

    @Test
    void s05_rows_are_read_with_the_columns_of_their_time() throws Exception {
        scene.database("s05", "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(9))");
        try (PipelineRun run = scene.run("s05", "ddl: apply")) {
            Scene.arrive(run);
        }
        scene.each(
                "s05",
                List.of(
                        "INSERT INTO t VALUES (1, 1, 'one')",
                        "ALTER TABLE t ADD c VARCHAR(9) FIRST, DROP a",
                        "INSERT INTO t VALUES ('c', 2, 'two')",
                        "ALTER TABLE t CHANGE b a VARCHAR(20), ADD b INT FIRST",
                        "INSERT INTO t VALUES (3, 'cc', 3, 'three')",
                        "ALTER TABLE t DROP c",
                        "INSERT INTO t VALUES (4, 4, 'four')"));
        try (PipelineRun run = scene.run("s05", "ddl: apply")) {
            Scene.arrive(run);
        }
        scene.requireEqual("s05");
        assertThat(scene.onTarget("SELECT id, a FROM s05.t ORDER BY id"))
                .containsExactly("1|one", "2|two", "3|three", "4|four");
    }

    @Test
    void s06_a_transaction_of_many_rows_is_one_on_the_target() throws Exception {
        scene.database("s06", "CREATE TABLE t (id INT PRIMARY KEY, v CHAR(100))");
        try (PipelineRun run = scene.run("s06")) {
            Scene.arrive(run);
            List<String> rows = new ArrayList<>(List.of("INSERT INTO t VALUES (1, 'v')"));
            for (int id = 1; id < 100_000; id *= 2) {
                rows.add(
                        "INSERT INTO t SELECT id + %d, v FROM t WHERE id + %d <= 100000"
                                .formatted(id, id));
            }
            scene.together("s06", rows);
            await().atMost(Scene.PATIENCE)
                    .until(() -> {
                        String count = scene.onTarget("SELECT COUNT(*) FROM s06.t").getFirst();
                        assertThat(Set.of("0", "100000")).contains(count);
                        return count.equals("100000");
                    });
            Scene.arrive(run);
            assertThat(run.status().rowsApplied()).isEqualTo(100_000);
            assertThat(run.status().transactionsApplied()).isEqualTo(1);
        }
        scene.requireEqual("s06");
    }

    @Test
    void s07_rows_without_a_key_arrive_as_often_as_they_are_there() throws Exception {
        scene.database("s07", "CREATE TABLE t (a INT, b VARCHAR(9), c DOUBLE)");
        try (PipelineRun run = scene.run("s07")) {
            scene.each(
                    "s07",
                    List.of(
                            "INSERT INTO t VALUES (1, 'x', 0.5), (1, 'x', 0.5), (1, 'x', 0.5),"
                                    + " (NULL, NULL, NULL), (NULL, NULL, NULL), (2, 'y', 1e300)",
                            "UPDATE t SET b = 'z' WHERE a = 1 LIMIT 1",
                            "DELETE FROM t WHERE a = 1 AND b = 'x' LIMIT 1",
                            "DELETE FROM t WHERE a IS NULL LIMIT 1",
                            "UPDATE t SET a = 3 WHERE c > 1"));
            Scene.arrive(run);
        }
        scene.requireEqual("s07");
        assertThat(scene.onTarget("SELECT a, b FROM s07.t ORDER BY a, b"))
                .containsExactly("null|null", "1|x", "1|z", "3|y");
    }

    @Test
    void s08_changed_columns_alone_do_for_field_and_not_for_row() throws Exception {
        scene.database(
                "s08",
                "CREATE TABLE t (id INT PRIMARY KEY, a INT, b VARCHAR(9))",
                "INSERT INTO t VALUES (1, 1, 'one'), (2, 2, 'two')");
        scene.source.execute("SET GLOBAL binlog_row_image = 'MINIMAL'");
        try {
            try (PipelineRun run = scene.run("s08", "rows: {mode: field}")) {
                scene.each(
                        "s08",
                        List.of(
                                "UPDATE t SET b = 'uno' WHERE id = 1",
                                "UPDATE t SET id = 3 WHERE id = 2",
                                "INSERT INTO t (id) VALUES (4)",
                                "DELETE FROM t WHERE id = 4"));
                Scene.arrive(run);
            }
            scene.requireEqual("s08");
            assertThatThrownBy(() -> scene.run("s08", "rows: {mode: row}"))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.ROW_IMAGE_INCOMPLETE))
                    .hasMessageContaining("binlog_row_image is 'MINIMAL'");
        } finally {
            scene.source.execute("SET GLOBAL binlog_row_image = 'FULL'");
        }
        try (PipelineRun run = scene.run("s08", "rows: {mode: row}")) {
            // One session may still leave something out: its rows are refused, not guessed at.
            scene.each(
                    "s08",
                    List.of(
                            "SET binlog_row_image = 'MINIMAL'",
                            "UPDATE t SET b = 'I' WHERE id = 1"));
            assertThat(Scene.failure(run, ErrorCode.ROW_REFUSED))
                    .hasMessageContaining("binlog_row_image=FULL");
        }
        assertThat(scene.onTarget("SELECT * FROM s08.t ORDER BY id"))
                .containsExactly("1|1|uno", "3|2|two");
    }

    /** Nothing has to be written on the source for a pipeline to know how far it is. */
    @Test
    void s09_a_pipeline_moves_on_without_a_table_for_heartbeats() throws Exception {
        scene.database("s09", "CREATE TABLE t (id INT PRIMARY KEY)");
        assertThat(scene.onSource("SHOW DATABASES LIKE 'retl'")).isEmpty();
        scene.source.execute("CREATE DATABASE s09_beside");
        try (PipelineRun run = scene.run("s09")) {
            Scene.arrive(run);
            scene.source.execute(
                    "CREATE TABLE s09_beside.t (id INT PRIMARY KEY)",
                    "INSERT INTO s09_beside.t VALUES (1)");
            Scene.arrive(run);
            assertThat(run.status().lagMillis()).hasValue(0);
            try (Connection connection = scene.source.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO s09.t VALUES (1)");
            }
            Scene.arrive(run);
        }
        scene.requireEqual("s09");
    }
}
