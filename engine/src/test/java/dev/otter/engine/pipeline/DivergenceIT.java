package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    void a_hold_follows_the_name_of_its_table() throws Exception {
        create("moves");
        pair.target.execute("DELETE FROM moves.t WHERE id=3");
        PipelineOptions options =
                strict(ErrorPolicy.HOLD_TABLE).with(DdlRules.all(DdlAction.APPLY));
        try (PipelineRun run = pair.run("moves", options)) {
            pair.source.execute("UPDATE moves.t SET v=33 WHERE id=3");
            ServerPair.await(run);
            assertThat(run.status().heldTables()).hasSize(1).first().asString().contains("moves.t");
            pair.source.execute(
                    "CREATE TABLE moves.fresh LIKE moves.t",
                    "INSERT INTO moves.fresh VALUES (1,1,1)",
                    "RENAME TABLE moves.t TO moves.old, moves.fresh TO moves.t",
                    "INSERT INTO moves.old VALUES (77,7,77)",
                    "INSERT INTO moves.t VALUES (2,2,2)",
                    "ALTER TABLE moves.old RENAME TO moves.older",
                    "INSERT INTO moves.older VALUES (78,8,78)");
            ServerPair.await(run);
            assertThat(run.status().heldTables())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("moves.older");
        }
        assertThat(pair.onTarget("SELECT id FROM moves.t ORDER BY id")).containsExactly("1", "2");
        assertThat(pair.onTarget("SELECT id FROM moves.older WHERE id>70")).isEmpty();
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

    /** The route spells the table as the source does, the target in small letters. */
    @Test
    void a_table_is_held_whatever_letter_case_its_name_has() throws Exception {
        ServerSpec ignoring = ServerSpec.mysql80().withOptions("--lower-case-table-names=1");
        try (ServerPair mixed = new ServerPair(ServerSpec.mysql80(), ignoring)) {
            mixed.both(
                    "CREATE DATABASE Shop",
                    "CREATE TABLE Shop.Orders (id INT PRIMARY KEY, v INT)",
                    "CREATE TABLE Shop.Other (id INT PRIMARY KEY)",
                    "INSERT INTO Shop.Orders VALUES (1,1),(2,2)");
            mixed.target.execute("DELETE FROM Shop.Orders WHERE id=1");
            for (int round = 1; round <= 2; round++) {
                try (PipelineRun run = mixed.run("Shop", strict(ErrorPolicy.HOLD_TABLE))) {
                    mixed.source.execute(
                            "UPDATE Shop.Orders SET v=v+10",
                            "INSERT INTO Shop.Other VALUES (" + round + ")");
                    ServerPair.await(run);
                    assertThat(run.status().heldTables()).hasSize(1);
                }
            }
            assertThat(mixed.onTarget("SELECT v FROM Shop.Orders")).containsExactly("2");
            assertThat(mixed.onTarget("SELECT id FROM Shop.Other ORDER BY id"))
                    .containsExactly("1", "2");
        }
    }

    /**
     * A transaction puts two tables on hold and does not become durable: rows that others left out
     * of the second in the meantime would be lost.
     */
    @Test
    void a_hold_counts_for_others_only_when_it_is_durable() throws Exception {
        create("early");
        pair.both(
                "CREATE TABLE early.y (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE early.z (id INT PRIMARY KEY, v INT)",
                "INSERT INTO early.y VALUES (1,1),(2,2)",
                "INSERT INTO early.z VALUES (1,1)");
        pair.target.execute(
                "INSERT INTO early.t VALUES (6,60,60)", "INSERT INTO early.y VALUES (3,30)");
        PipelineOptions two = new PipelineOptions(2, ApplyMode.STRICT, ErrorPolicy.HOLD_TABLE);
        try (PipelineRun run = pair.run("early", two);
                Connection blocker = pair.target.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM early.z WHERE id=1 FOR UPDATE");
            pair.source.execute(
                    "BEGIN",
                    "INSERT INTO early.t VALUES (6,6,6)",
                    "INSERT INTO early.y VALUES (3,3)",
                    "UPDATE early.z SET v=9 WHERE id=1",
                    "COMMIT");
            await().atMost(Duration.ofSeconds(30)).until(() -> lockWaits() == 1);
            pair.source.execute(
                    "UPDATE early.y SET v=22 WHERE id=2", "INSERT INTO early.other VALUES (7,7)");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !pair.onTarget("SELECT id FROM early.other").isEmpty());
            assertThat(pair.onTarget("SELECT v FROM early.y WHERE id=2"))
                    .as("nothing younger is written beside a hold")
                    .containsExactly("2");
            assertThat(run.status().heldTables()).isEmpty();
            run.abandon();
        }
        assertThat(pair.onTarget("SELECT 1 FROM retl.retl_held_table WHERE pipeline='test/early'"))
                .isEmpty();
        pair.target.execute("DELETE FROM early.t WHERE id=6", "DELETE FROM early.y WHERE id=3");
        try (PipelineRun run = pair.run("early", two)) {
            ServerPair.await(run);
        }
        pair.requireEqual("early");
    }

    @Test
    void a_table_that_is_gone_is_no_fault_of_its_rows() throws Exception {
        create("gone");
        try (PipelineRun run = pair.run("gone", strict(ErrorPolicy.QUARANTINE))) {
            pair.source.execute("UPDATE gone.t SET v=9 WHERE id=1");
            ServerPair.await(run);
            pair.target.execute("RENAME TABLE gone.t TO gone.away");
            pair.source.execute("UPDATE gone.t SET v=10 WHERE id=1");
            failed(run, ErrorCode.TABLE_MISSING);
            assertThat(run.status().quarantined()).isZero();
        }
        pair.target.execute("RENAME TABLE gone.away TO gone.t");
        try (PipelineRun run = pair.run("gone", strict(ErrorPolicy.QUARANTINE))) {
            ServerPair.await(run);
        }
        pair.requireEqual("gone");
    }

    /** The target's key is wider than the source's, and the log tells the source's alone. */
    @ParameterizedTest
    @EnumSource(ApplyMode.class)
    void a_row_with_a_part_of_its_key_finds_no_other(ApplyMode mode) throws Exception {
        String name = "wide_" + mode.name().toLowerCase(Locale.ROOT);
        String table = "CREATE TABLE " + name + ".t (shop INT, id INT, v INT, PRIMARY KEY ";
        pair.both("CREATE DATABASE " + name);
        pair.source.execute(table + "(id))", "INSERT INTO " + name + ".t VALUES (1,5,1),(1,6,1)");
        pair.target.execute(
                table + "(shop,id))",
                "INSERT INTO " + name + ".t VALUES (1,5,1),(1,6,1),(2,5,2),(2,6,2)");
        try (PipelineRun run = pair.run(name, options(mode, ErrorPolicy.QUARANTINE))) {
            pair.source.execute(
                    "SET SESSION binlog_row_image='MINIMAL'",
                    "UPDATE " + name + ".t SET v=9 WHERE id=5",
                    "DELETE FROM " + name + ".t WHERE id=6",
                    "SET SESSION binlog_row_image='FULL'",
                    "UPDATE " + name + ".t SET v=8 WHERE id=5");
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }
        assertThat(pair.onTarget("SELECT CONCAT(shop,id,':',v) FROM " + name + ".t ORDER BY 1"))
                .containsExactly("15:8", "16:1", "25:2", "26:2");
    }

    /** No log of rows shows what a function changed in a session that logs statements. */
    @Test
    void rows_that_a_function_changed_are_not_passed_over() throws Exception {
        create("called");
        pair.source.execute(
                "SET GLOBAL log_bin_trust_function_creators=1",
                "CREATE FUNCTION called.f(n INT) RETURNS INT MODIFIES SQL DATA BEGIN"
                        + " UPDATE called.t SET v=n WHERE id=1; RETURN n; END");
        try (PipelineRun run = pair.run("called", strict(ErrorPolicy.STOP))) {
            pair.source.execute("SELECT called.f(7)");
            ServerPair.await(run);
            pair.requireEqual("called");
            pair.source.execute("SET SESSION binlog_format='STATEMENT'", "SELECT called.f(8)");
            failed(run, ErrorCode.STATEMENT_IN_LOG);
            assertThat(run.status().failure().orElseThrow()).hasMessageContaining("called.t");
        }
        try (PipelineRun run = pair.run("unmoved", strict(ErrorPolicy.STOP))) {
            pair.source.execute("SET SESSION binlog_format='STATEMENT'", "SELECT called.f(9)");
            ServerPair.await(run);
        }
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
