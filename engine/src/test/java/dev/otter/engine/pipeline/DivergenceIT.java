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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of rows that the target cannot take, or does not have as the source's log says. */
class DivergenceIT {
    /** Bytes of log that hold three small transactions, and not four. */
    private static final int THREE_TRANSACTIONS = 900;

    private static ServerPair pair;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineOptions options(ApplyMode mode, ErrorPolicy policy) {
        return new PipelineOptions(1, mode, policy);
    }

    private static PipelineOptions strict(ErrorPolicy policy) {
        return options(ApplyMode.STRICT, policy);
    }

    private static void create(String database) throws Exception {
        pair.both(
                "CREATE DATABASE " + database,
                "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, u INT UNIQUE, v INT)",
                "CREATE TABLE " + database + ".other (id INT PRIMARY KEY, v INT)",
                "INSERT INTO " + database + ".t VALUES (1,1,1),(2,2,2),(3,3,3),(4,4,4),(5,5,5)");
    }

    @Test
    void repair_makes_every_touched_row_as_the_source_has_it() throws Exception {
        create("repairs");
        pair.target.execute(
                "DELETE FROM repairs.t WHERE id IN (2,5)",
                "UPDATE repairs.t SET v=30 WHERE id=3",
                "INSERT INTO repairs.t VALUES (7,70,70),(99,6,0),(98,44,0)");
        try (PipelineRun run = pair.run("repairs", options(ApplyMode.REPAIR, ErrorPolicy.STOP))) {
            pair.source.execute(
                    "UPDATE repairs.t SET v=22 WHERE id=2",
                    "UPDATE repairs.t SET v=33 WHERE id=3",
                    "UPDATE repairs.t SET u=44 WHERE id=4",
                    "DELETE FROM repairs.t WHERE id=5",
                    "INSERT INTO repairs.t VALUES (6,6,6),(7,7,7)",
                    "UPDATE repairs.t SET id=10 WHERE id=1");
            ServerPair.await(run);
        }
        pair.requireEqual("repairs");
    }

    @Test
    void strict_stops_at_a_missing_row_and_writes_nothing_of_its_transaction() throws Exception {
        create("stops");
        pair.target.execute("DELETE FROM stops.t WHERE id=3");
        try (PipelineRun run = pair.run("stops", strict(ErrorPolicy.STOP))) {
            pair.source.execute(
                    "BEGIN",
                    "INSERT INTO stops.other VALUES (1,1)",
                    "UPDATE stops.t SET v=33 WHERE id=3",
                    "COMMIT");
            failed(run, ErrorCode.ROW_DIVERGED);
            assertThat(run.status().failure().orElseThrow().getMessage())
                    .contains("stops.t")
                    .contains("id=3");
        }
        assertThat(pair.onTarget("SELECT id FROM stops.other")).isEmpty();

        pair.target.execute("INSERT INTO stops.t VALUES (3,3,3)");
        try (PipelineRun run = pair.run("stops", strict(ErrorPolicy.STOP))) {
            ServerPair.await(run);
        }
        pair.requireEqual("stops");
    }

    @Test
    void strict_stops_at_a_row_that_is_there_already() throws Exception {
        create("present");
        pair.target.execute("INSERT INTO present.t VALUES (6,60,60)");
        try (PipelineRun run = pair.run("present", strict(ErrorPolicy.STOP))) {
            pair.source.execute("INSERT INTO present.t VALUES (6,6,6)");
            failed(run, ErrorCode.ROW_REFUSED);
        }
        assertThat(pair.onTarget("SELECT v FROM present.t WHERE id=6")).containsExactly("60");
    }

    @Test
    void a_held_table_waits_while_the_others_go_on_also_after_a_restart() throws Exception {
        create("holds");
        pair.target.execute("DELETE FROM holds.t WHERE id=3");
        try (PipelineRun run = pair.run("holds", strict(ErrorPolicy.HOLD_TABLE))) {
            pair.source.execute(
                    "BEGIN",
                    "INSERT INTO holds.other VALUES (1,1)",
                    "UPDATE holds.t SET v=33 WHERE id=3",
                    "UPDATE holds.t SET v=11 WHERE id=1",
                    "COMMIT",
                    "UPDATE holds.t SET v=22 WHERE id=2",
                    "INSERT INTO holds.other VALUES (2,2)");
            ServerPair.await(run);
            assertThat(run.status().heldTables()).hasSize(1).first().asString().contains("holds.t");
        }
        try (PipelineRun run = pair.run("holds", strict(ErrorPolicy.HOLD_TABLE))) {
            assertThat(run.status().heldTables()).hasSize(1);
            pair.source.execute(
                    "DELETE FROM holds.t WHERE id=5", "INSERT INTO holds.other VALUES (3,3)");
            ServerPair.await(run);
        }

        assertThat(pair.onTarget("SELECT id FROM holds.other ORDER BY id"))
                .containsExactly("1", "2", "3");
        assertThat(pair.onTarget("SELECT v FROM holds.t ORDER BY id"))
                .containsExactly("1", "2", "4", "5");
        assertThat(
                        pair.onTarget(
                                "SELECT table_name FROM retl.retl_held_table"
                                        + " WHERE pipeline='test/holds'"))
                .containsExactly("holds.t");
    }

    @Test
    void a_quarantined_row_is_kept_with_its_reason_and_all_else_goes_on() throws Exception {
        create("quarantines");
        pair.target.execute(
                "DELETE FROM quarantines.t WHERE id=3",
                "INSERT INTO quarantines.t VALUES (8,80,80)");
        try (PipelineRun run = pair.run("quarantines", strict(ErrorPolicy.QUARANTINE))) {
            pair.source.execute(
                    "BEGIN",
                    "INSERT INTO quarantines.other VALUES (1,1)",
                    "UPDATE quarantines.t SET v=v*10 WHERE id IN (2,3,4)",
                    "INSERT INTO quarantines.t VALUES (7,7,7),(8,8,8),(9,9,9)",
                    "COMMIT",
                    "UPDATE quarantines.t SET v=11 WHERE id=1");
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }

        assertThat(pair.onTarget("SELECT CONCAT(id,':',v) FROM quarantines.t ORDER BY id"))
                .containsExactly("1:11", "2:20", "4:40", "5:5", "7:7", "8:80", "9:9");
        assertThat(pair.onTarget("SELECT id FROM quarantines.other")).containsExactly("1");
        assertThat(
                        pair.onTarget(
                                "SELECT CONCAT(kind,' ',row_after) FROM retl.retl_quarantine"
                                        + " WHERE pipeline='test/quarantines' ORDER BY id"))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row).startsWith("UPDATE").contains("id=3"))
                .anySatisfy(row -> assertThat(row).startsWith("INSERT").contains("id=8"));
    }

    @Test
    void what_was_applied_of_a_group_that_failed_is_not_applied_again() throws Exception {
        create("apart");
        pair.target.execute("DELETE FROM apart.t WHERE id=3");
        try (PipelineRun run = pair.run("apart", strict(ErrorPolicy.STOP));
                Connection blocker = pair.target.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM apart.t WHERE id=1 FOR UPDATE");
            long before = run.status().bytesRead();
            pair.source.execute("UPDATE apart.t SET v=11 WHERE id=1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> run.status().bytesRead() > before && lockWaits() == 1);
            // These gather while the one applier waits, and make one group.
            long read = run.status().bytesRead();
            pair.source.execute(
                    "UPDATE apart.t SET v=33 WHERE id=3",
                    "INSERT INTO apart.other VALUES (1,1)",
                    "INSERT INTO apart.other VALUES (2,2)",
                    "INSERT INTO apart.other VALUES (3,3)");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> run.status().bytesRead() > read + THREE_TRANSACTIONS);
            blocker.rollback();
            failed(run, ErrorCode.ROW_DIVERGED);
        }
        assertThat(pair.onTarget("SELECT id FROM apart.other ORDER BY id"))
                .containsExactly("1", "2", "3");

        pair.target.execute("INSERT INTO apart.t VALUES (3,3,3)");
        try (PipelineRun run = pair.run("apart", strict(ErrorPolicy.STOP))) {
            ServerPair.await(run);
            assertThat(run.status().transactionsApplied()).isEqualTo(1);
        }
        pair.requireEqual("apart");
    }

    private static int lockWaits() throws SQLException {
        return pair.onTarget(
                        "SELECT 1 FROM information_schema.innodb_trx WHERE trx_state='LOCK WAIT'")
                .size();
    }

    @Test
    void a_null_that_is_refused_far_into_a_group_is_the_fault_of_its_row() throws Exception {
        String table = "CREATE TABLE nulls.t (id INT PRIMARY KEY, pad VARCHAR(2000), v INT ";
        pair.both("CREATE DATABASE nulls");
        pair.source.execute(table + ")");
        pair.target.execute(table + "NOT NULL)");
        try (PipelineRun run = pair.run("nulls", strict(ErrorPolicy.QUARANTINE));
                Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Several packets; the refused row is in the first statement of one of them.
            for (int row = 0; row < 700; row++) {
                statement.execute(
                        "INSERT INTO nulls.t VALUES (%d, REPEAT('x',1000), %s)"
                                .formatted(row, row == 699 ? "NULL" : "1"));
            }
            connection.commit();
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(1);
        }
        assertThat(pair.onTarget("SELECT COUNT(*) FROM nulls.t")).containsExactly("699");
    }

    @Test
    void a_group_broken_off_leaves_no_session_without_checks() throws Exception {
        pair.both(
                "CREATE DATABASE checks",
                "CREATE TABLE checks.bad (id INT PRIMARY KEY)",
                "CREATE TABLE checks.parent (id INT PRIMARY KEY)",
                "CREATE TABLE checks.child (id INT PRIMARY KEY, p INT,"
                        + " FOREIGN KEY (p) REFERENCES checks.parent (id))");
        pair.source.execute("INSERT INTO checks.parent VALUES (1)");
        pair.target.execute("INSERT INTO checks.bad VALUES (1)");
        try (PipelineRun run = pair.run("checks", strict(ErrorPolicy.HOLD_TABLE))) {
            pair.source.execute("SET foreign_key_checks=0", "INSERT INTO checks.bad VALUES (1)");
            ServerPair.await(run);
            pair.source.execute("INSERT INTO checks.child VALUES (1,1)");
            ServerPair.await(run);
            assertThat(run.status().heldTables()).hasSize(2);
        }
        assertThat(pair.onTarget("SELECT id FROM checks.child")).isEmpty();
    }

    private static void failed(PipelineRun run, ErrorCode code) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(run.status().state())
                                .as("%s", run.status())
                                .isEqualTo(PipelineState.FAILED));
        assertThat(run.status().failure().orElseThrow().code()).isEqualTo(code);
    }
}
