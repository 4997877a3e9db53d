package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A child gets ahead of its parent, whose transaction is held up on the target. Nobody can know
 * that they depend on each other: it is a trigger of the target that looks for the parent.
 */
class SecondTryIT {
    private static final String WAITS =
            "a row was refused; waiting until older transactions are durable to try it once more";
    private static final String LOCK_WAITS =
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state='LOCK WAIT'";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ServerPair pair;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineRun run(String database, ErrorPolicy policy) {
        return pair.run(database, new PipelineOptions(4, ApplyMode.STRICT, policy));
    }

    private static String create(String prefix, ErrorPolicy policy) throws SQLException {
        String database = prefix + policy.name().toLowerCase(Locale.ROOT);
        pair.both(
                "CREATE DATABASE " + database,
                "USE " + database,
                "CREATE TABLE held (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE parent (id INT PRIMARY KEY)",
                "CREATE TABLE child (id INT PRIMARY KEY, p INT)",
                "INSERT INTO held VALUES (1,1)",
                "INSERT INTO parent VALUES (1)");
        pair.target.execute(
                "CREATE TRIGGER "
                        + database
                        + ".looks BEFORE INSERT ON "
                        + database
                        + ".child FOR EACH ROW BEGIN IF NOT EXISTS (SELECT 1 FROM "
                        + database
                        + ".parent WHERE id=NEW.p) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT ="
                        + " 'nobody is the parent'; END IF; END");
        return database;
    }

    /** Holds up a transaction that brings parent 7, until the connection rolls back. */
    private static Connection holdUpParent(String database) throws SQLException {
        Connection blocker = pair.target.connect();
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.execute("SELECT * FROM " + database + ".held WHERE id=1 FOR UPDATE");
        }
        pair.source.execute(
                "USE " + database,
                "BEGIN",
                "UPDATE held SET v=2 WHERE id=1",
                "INSERT INTO parent VALUES (7)",
                "COMMIT");
        await().atMost(PATIENCE).until(() -> pair.onTarget(LOCK_WAITS).equals(List.of("1")));
        return blocker;
    }

    private static void awaitRefusal(PipelineRun run) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    PipelineStatus status = run.status();
                    assertThat(status.reason()).as("%s", status).startsWith(WAITS);
                    assertThat(status.state()).isEqualTo(PipelineState.WAITING);
                    assertThat(status.waitingStage()).contains("load");
                });
    }

    private static void awaitOnTarget(String query, String... values) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pair.onTarget(query)).containsExactly(values));
    }

    @ParameterizedTest
    @EnumSource(ErrorPolicy.class)
    void a_child_that_got_ahead_of_its_parent_is_taken_after_it(ErrorPolicy policy)
            throws Exception {
        String database = create("ahead_", policy);
        try (PipelineRun run = run(database, policy);
                Connection blocker = holdUpParent(database)) {
            pair.source.execute(
                    "USE " + database,
                    "INSERT INTO child VALUES (1,7)",
                    "UPDATE child SET id=2",
                    "INSERT INTO held VALUES (9,9)");
            awaitRefusal(run);
            awaitOnTarget("SELECT v FROM " + database + ".held ORDER BY id", "1", "9");
            assertThat(pair.onTarget("SELECT id FROM " + database + ".child")).isEmpty();
            blocker.rollback();
            ServerPair.await(run);

            PipelineStatus status = run.status();
            assertThat(status.triedAlone()).as("%s", status).isEqualTo(1);
            assertThat(status.transactionsApplied()).isEqualTo(4);
            assertThat(status.rowsApplied()).isEqualTo(5);
            assertThat(status.quarantined()).isZero();
            assertThat(status.heldTables()).isEmpty();
            await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.RUNNING);
        }
        pair.requireEqual(database);
    }

    @Test
    void a_run_that_is_stopped_while_a_child_waits_forgets_nothing() throws Exception {
        String database = create("stopped_", ErrorPolicy.STOP);
        try (PipelineRun run = run(database, ErrorPolicy.STOP);
                Connection blocker = holdUpParent(database)) {
            pair.source.execute(
                    "USE " + database,
                    "INSERT INTO child VALUES (1,7)",
                    "INSERT INTO held VALUES (9,9)");
            awaitRefusal(run);
            awaitOnTarget("SELECT v FROM " + database + ".held ORDER BY id", "1", "9");
            run.abandon();
            await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.STOPPED);
            blocker.rollback();
        }
        try (PipelineRun run = run(database, ErrorPolicy.STOP)) {
            ServerPair.await(run);
            assertThat(run.status().transactionsApplied()).isEqualTo(2);
            assertThat(run.status().triedAlone()).isZero();
        }
        pair.requireEqual(database);
    }

    @Test
    void a_row_that_is_refused_twice_stops_the_pipeline_behind_all_older_ones() throws Exception {
        String database = create("twice_", ErrorPolicy.STOP);
        try (PipelineRun run = run(database, ErrorPolicy.STOP);
                Connection blocker = holdUpParent(database)) {
            pair.source.execute("INSERT INTO " + database + ".child VALUES (1,99)");
            awaitRefusal(run);
            blocker.rollback();
            await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.FAILED);

            assertThat(run.status().failure().orElseThrow().code())
                    .isEqualTo(ErrorCode.ROW_REFUSED);
            assertThat(run.status().failure().orElseThrow().getMessage())
                    .contains("nobody is the parent", "after {id=1, p=99}");
            assertThat(run.status().triedAlone()).isZero();
        }
        assertThat(pair.onTarget("SELECT id FROM " + database + ".parent ORDER BY id"))
                .containsExactly("1", "7");
    }

    @Test
    void a_row_that_is_refused_twice_is_put_aside() throws Exception {
        String database = create("twice_", ErrorPolicy.QUARANTINE);
        try (PipelineRun run = run(database, ErrorPolicy.QUARANTINE);
                Connection blocker = holdUpParent(database)) {
            pair.source.execute(
                    "USE " + database,
                    "INSERT INTO child VALUES (1,99)",
                    "INSERT INTO child VALUES (2,1)");
            awaitRefusal(run);
            awaitOnTarget("SELECT id FROM " + database + ".child", "2");
            blocker.rollback();
            ServerPair.await(run);

            assertThat(run.status().quarantined()).isEqualTo(1);
            assertThat(run.status().triedAlone()).isZero();
        }
        assertThat(
                        pair.onTarget(
                                "SELECT row_after FROM retl.retl_quarantine WHERE pipeline='test/"
                                        + database
                                        + "'"))
                .containsExactly("id=1, p=99");
    }

    @Test
    void a_table_is_held_from_the_row_on_that_is_refused_twice() throws Exception {
        String database = create("twice_", ErrorPolicy.HOLD_TABLE);
        try (PipelineRun run = run(database, ErrorPolicy.HOLD_TABLE);
                Connection blocker = holdUpParent(database)) {
            pair.source.execute("INSERT INTO " + database + ".child VALUES (1,99)");
            awaitRefusal(run);
            // Depends on nothing, but comes behind the row for which its table may be held.
            pair.source.execute(
                    "USE " + database,
                    "INSERT INTO child VALUES (2,1)",
                    "INSERT INTO held VALUES (9,9)");
            awaitOnTarget("SELECT v FROM " + database + ".held ORDER BY id", "1", "9");
            blocker.rollback();
            ServerPair.await(run);

            assertThat(run.status().heldTables()).hasSize(1);
            assertThat(run.status().triedAlone()).isZero();
        }
        assertThat(pair.onTarget("SELECT id FROM " + database + ".child")).isEmpty();
        assertThat(
                        pair.onTarget(
                                "SELECT table_name FROM retl.retl_held_table WHERE pipeline='test/"
                                        + database
                                        + "'"))
                .containsExactly(database + ".child");
    }
}
