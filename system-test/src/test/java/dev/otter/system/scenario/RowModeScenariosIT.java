package dev.otter.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an update writes of a row: where somebody has changed other columns on the target, {@code
 * field} leaves them and {@code row} does not.
 */
class RowModeScenariosIT {
    /** Tables that the engine writes by key lists, by upserts and row by row. */
    private static final List<String> TABLES =
            List.of(
                    "listed (id INT PRIMARY KEY, a INT, b INT, c INT, d INT, e INT)",
                    "whole (id VARCHAR(9) PRIMARY KEY, a INT, b INT, c INT, d INT, e INT)",
                    "single (id VARCHAR(9) PRIMARY KEY, a INT, b INT, c INT, d INT, e INT UNIQUE)",
                    "pairs (id INT, a INT, b INT, c INT, d INT, e INT, PRIMARY KEY (id))",
                    "timed (id INT PRIMARY KEY, a INT, b INT, c INT, d INT, e INT, at TIMESTAMP(3)"
                            + " NOT NULL DEFAULT '2026-01-01 00:00:00' ON UPDATE"
                            + " CURRENT_TIMESTAMP(3))");

    private static final int ROWS = 12;

    private static Scene scene;

    @BeforeAll
    static void open(@TempDir Path folder) {
        scene = new Scene(folder);
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static String name(String table) {
        return table.substring(0, table.indexOf(' '));
    }

    /** Rows on both sides; on the target somebody has set column {@code d} to 99. */
    private static void prepare(String database) throws Exception {
        scene.database(
                database,
                TABLES.stream().map(table -> "CREATE TABLE " + table).toArray(String[]::new));
        for (String table : TABLES) {
            List<String> rows = new ArrayList<>();
            for (int id = 1; id <= ROWS; id++) {
                rows.add("(%d, 0, 0, 0, 0, %d)".formatted(id, id));
            }
            scene.both(
                    "INSERT INTO %s.%s (id, a, b, c, d, e) VALUES %s"
                            .formatted(database, name(table), String.join(",", rows)));
        }
        setOnTarget(database, 99);
    }

    private static void setOnTarget(String database, int value) throws Exception {
        for (String table : TABLES) {
            String kept = name(table).equals("timed") ? ", at = at" : "";
            scene.target.execute(
                    "UPDATE %s.%s SET d = %d%s".formatted(database, name(table), value, kept));
        }
    }

    /** Many rows that change the same column, then few that change many, then one. */
    private static void change(String database) throws Exception {
        List<String> changes = new ArrayList<>();
        for (String table : TABLES) {
            String update = "UPDATE " + name(table) + " SET ";
            changes.add(update + "a = 1 WHERE id IN (1, 2, 3, 4, 5, 6, 7, 8, 9)");
            changes.add(update + "a = 2, b = 2, c = 2 WHERE id IN (10, 11)");
            changes.add(update + "b = 3 WHERE id = 12");
            changes.add(update + "c = 4 WHERE id = 1");
        }
        scene.together(database, changes);
    }

    private static List<String> column(String database, String table) throws Exception {
        return scene.onTarget("SELECT DISTINCT d FROM %s.%s ORDER BY d".formatted(database, table));
    }

    @Test
    void s16_field_leaves_columns_that_did_not_change() throws Exception {
        for (String apply : List.of("strict", "repair")) {
            String database = "s16_field_" + apply;
            prepare(database);
            try (PipelineRun run = scene.run(database, "apply: " + apply, "rows: {mode: field}")) {
                Scene.arrive(run);
                change(database);
                Scene.arrive(run);
            }
            for (String table : TABLES) {
                assertThat(column(database, name(table))).as(table).containsExactly("99");
            }
            setOnTarget(database, 0);
            scene.requireEqual(database);
        }
    }

    @Test
    void s16_row_writes_all_columns() throws Exception {
        for (String apply : List.of("strict", "repair")) {
            String database = "s16_row_" + apply;
            prepare(database);
            try (PipelineRun run = scene.run(database, "apply: " + apply, "rows: {mode: row}")) {
                Scene.arrive(run);
                change(database);
                Scene.arrive(run);
            }
            scene.requireEqual(database);
        }
    }

    /** Values that the changed ones have to go with. */
    @Test
    void s16_field_writes_the_columns_of_a_group_together() throws Exception {
        scene.database(
                "s16",
                "CREATE TABLE t (id INT PRIMARY KEY, price INT, currency CHAR(3), n INT, o INT)",
                "INSERT INTO t VALUES (1, 10, 'CNY', 0, 0), (2, 10, 'CNY', 0, 0)");
        scene.target.execute("UPDATE s16.t SET currency = 'EUR', o = 99");
        try (PipelineRun run =
                scene.run(
                        "s16",
                        List.of("tables: [{source: s16.t, groups: [[price, currency]]}]"),
                        "rows: {mode: field}")) {
            Scene.arrive(run);
            scene.together(
                    "s16", List.of("UPDATE t SET price = 11 WHERE id = 1", "UPDATE t SET n = 1"));
            Scene.arrive(run);
        }
        assertThat(scene.onTarget("SELECT * FROM s16.t ORDER BY id"))
                .containsExactly("1|11|CNY|1|99", "2|10|EUR|1|99");
    }
}
