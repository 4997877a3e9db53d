package dev.otter.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.position.LogPosition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes of the same rows, one after the other, that arrive together: as one transaction of the
 * source, and as several that the target gets as one; in strict mode, for each kind of update.
 */
class MergeScenariosIT {
    private static final String TABLE =
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), w INT NOT NULL DEFAULT 7)";
    private static final String UNIQUE =
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20) UNIQUE, w INT NOT NULL DEFAULT 7)";

    private static Scene scene;

    /** How the changes come. */
    enum Way {
        ONE_TRANSACTION,
        ONE_BATCH
    }

    /**
     * @param way how the changes come
     * @param rows value of {@code rows.mode}
     */
    record Manner(Way way, String rows) {
        String database(String scenario) {
            return "%s_%s_%s".formatted(scenario, way.name().toLowerCase(Locale.ROOT), rows);
        }

        @Override
        public String toString() {
            return way + ", " + rows;
        }
    }

    static Stream<Manner> manners() {
        return Stream.of(Way.values())
                .flatMap(way ->
                        Stream.of("auto", "field", "row").map(rows -> new Manner(way, rows)));
    }

    @BeforeAll
    static void open(@TempDir Path folder) {
        scene = new Scene(folder);
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    /** What is there, what is changed, and what is there then. */
    private static void merge(
            String scenario,
            Manner manner,
            String table,
            List<String> before,
            List<String> changes,
            String... after)
            throws Exception {
        String database = manner.database(scenario);
        scene.database(
                database,
                table,
                "CREATE TABLE gate (id INT PRIMARY KEY, n INT)",
                "INSERT INTO gate VALUES (1, 0)");
        for (String row : before) {
            scene.both("INSERT INTO " + database + ".t (id, v) VALUES " + row);
        }
        try (PipelineRun run =
                scene.run(
                        database, "parallelism: 1", "rows: {mode: %s}".formatted(manner.rows()))) {
            Scene.arrive(run);
            long groups = run.status().groupsApplied();
            switch (manner.way()) {
                case ONE_TRANSACTION -> {
                    scene.together(database, changes);
                    Scene.arrive(run);
                    assertThat(run.status().groupsApplied() - groups).isLessThanOrEqualTo(1);
                }
                case ONE_BATCH -> {
                    inOneBatch(run, database, changes);
                    Scene.arrive(run);
                    assertThat(run.status().groupsApplied() - groups)
                            .as("the row that is waited for, and all others together")
                            .isLessThanOrEqualTo(2);
                }
            }
            assertThat(run.status().triedAlone()).isZero();
            assertThat(run.status().retries()).isZero();
        }
        scene.requireEqual(database);
        assertThat(scene.onTarget("SELECT id, v FROM " + database + ".t ORDER BY id"))
                .containsExactly(after);
    }

    /** While a lock on the target holds back the only applier, the changes gather in the queue. */
    private static void inOneBatch(PipelineRun run, String database, List<String> changes)
            throws SQLException {
        try (Connection lock = scene.target.connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("SELECT n FROM " + database + ".gate WHERE id = 1 FOR UPDATE");
            LogPosition from = run.sourceEnd();
            long bytes = run.status().bytesRead();
            scene.each(database, List.of("UPDATE gate SET n = n + 1 WHERE id = 1"));
            await().atMost(Scene.PATIENCE).until(MergeScenariosIT::somebodyWaits);
            scene.each(database, changes);
            scene.read(run, from, bytes);
            lock.rollback();
        }
    }

    private static boolean somebodyWaits() throws SQLException {
        return !scene.onTarget(
                        "SELECT trx_id FROM information_schema.INNODB_TRX WHERE trx_state ="
                                + " 'LOCK WAIT'")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s18_a_row_that_comes_and_goes_leaves_nothing(Manner manner) throws Exception {
        merge(
                "s18",
                manner,
                TABLE,
                List.of(),
                List.of(
                        "INSERT INTO t VALUES (1, 'i', 1)",
                        "UPDATE t SET v = 'u' WHERE id = 1",
                        "DELETE FROM t WHERE id = 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s19_a_row_that_goes_and_comes_is_the_new_one(Manner manner) throws Exception {
        merge(
                "s19",
                manner,
                TABLE,
                List.of("(1, 'old')"),
                List.of("DELETE FROM t WHERE id = 1", "INSERT INTO t VALUES (1, 'new', 1)"),
                "1|new");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s20_a_changed_row_that_moves_to_a_new_key_is_there_once(Manner manner) throws Exception {
        merge(
                "s20",
                manner,
                TABLE,
                List.of("(1, 'one')"),
                List.of("UPDATE t SET v = 'uno' WHERE id = 1", "UPDATE t SET id = 2 WHERE id = 1"),
                "2|uno");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s21_a_row_that_moves_twice_is_at_its_last_key(Manner manner) throws Exception {
        merge(
                "s21",
                manner,
                TABLE,
                List.of("(1, 'one')"),
                List.of("UPDATE t SET id = 2 WHERE id = 1", "UPDATE t SET id = 3 WHERE id = 2"),
                "3|one");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s22_a_row_moves_to_the_key_of_one_that_goes(Manner manner) throws Exception {
        merge(
                "s22",
                manner,
                TABLE,
                List.of("(1, 'one')", "(2, 'two')"),
                List.of("DELETE FROM t WHERE id = 2", "UPDATE t SET id = 2 WHERE id = 1"),
                "2|one");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s23_a_row_comes_at_the_key_that_another_has_left(Manner manner) throws Exception {
        merge(
                "s23",
                manner,
                TABLE,
                List.of("(1, 'one')"),
                List.of("UPDATE t SET id = 2 WHERE id = 1", "INSERT INTO t VALUES (1, 'new', 1)"),
                "1|new",
                "2|one");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s24_a_row_that_has_moved_goes(Manner manner) throws Exception {
        merge(
                "s24",
                manner,
                TABLE,
                List.of("(1, 'one')"),
                List.of("UPDATE t SET id = 2 WHERE id = 1", "DELETE FROM t WHERE id = 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void s25_unique_values_change_places(Manner manner) throws Exception {
        merge(
                "s25",
                manner,
                UNIQUE,
                List.of("(1, 'a')", "(2, 'b')"),
                List.of(
                        "UPDATE t SET v = 'between' WHERE id = 1",
                        "UPDATE t SET v = 'a' WHERE id = 2",
                        "UPDATE t SET v = 'b' WHERE id = 1"),
                "1|b",
                "2|a");
    }

    /** A row that the target lacks: nothing is passed over in silence. */
    @Test
    void s26_a_change_of_a_row_that_is_not_there_is_told_or_makes_it() throws Exception {
        for (String rows : List.of("auto", "field", "row")) {
            String database = "s26_" + rows;
            scene.database(database, TABLE);
            scene.source.execute("INSERT INTO " + database + ".t VALUES (1, 'one', 1)");
            try (PipelineRun run = scene.run(database, "rows: {mode: %s}".formatted(rows))) {
                Scene.arrive(run);
                scene.each(database, List.of("UPDATE t SET v = 'uno' WHERE id = 1"));
                assertThat(Scene.failure(run, ErrorCode.ROW_DIVERGED))
                        .hasMessageContaining(database + ".t");
            }
            assertThat(scene.onTarget("SELECT * FROM " + database + ".t")).isEmpty();
            // In repair mode the row of the log that was told is written whole.
            try (PipelineRun run =
                    scene.run(database, "apply: repair", "rows: {mode: %s}".formatted(rows))) {
                Scene.arrive(run);
            }
            scene.requireEqual(database);
            assertThat(scene.onTarget("SELECT * FROM " + database + ".t"))
                    .containsExactly("1|uno|1");
        }
    }

    /** What a row has on the target alone stays, whatever becomes of the row's key. */
    @Test
    void s20_columns_of_the_target_s_own_move_along() throws Exception {
        scene.database("s20_own", TABLE);
        scene.target.execute("ALTER TABLE s20_own.t ADD own INT DEFAULT 0");
        scene.both("INSERT INTO s20_own.t (id, v) VALUES (1, 'one')");
        scene.target.execute("UPDATE s20_own.t SET own = 5");
        try (PipelineRun run = scene.run("s20_own")) {
            Scene.arrive(run);
            scene.together(
                    "s20_own",
                    List.of(
                            "UPDATE t SET v = 'uno' WHERE id = 1",
                            "UPDATE t SET id = 2 WHERE id = 1"));
            Scene.arrive(run);
        }
        assertThat(scene.onTarget("SELECT id, v, own FROM s20_own.t")).containsExactly("2|uno|5");
    }
}
