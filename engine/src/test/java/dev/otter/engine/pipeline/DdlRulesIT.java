package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people may say about statements that change tables, and what it means for other tables. */
class DdlRulesIT {
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

    private static PipelineOptions options(DdlAction otherwise, Map<DdlKind, DdlAction> byKind) {
        return PipelineOptions.defaults().with(new DdlRules(otherwise, byKind));
    }

    private static void prepare(String database) throws Exception {
        pair.both(
                "CREATE DATABASE " + database,
                "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
                "CREATE TABLE " + database + ".other (id INT PRIMARY KEY)");
    }

    private static void untilReason(PipelineRun run, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(run.status().reason()).contains(part));
    }

    @Test
    void other_tables_go_on_while_a_statement_waits_for_its_table() throws Exception {
        prepare("busy");
        try (PipelineRun run = pair.run("busy", options(DdlAction.APPLY, Map.of()));
                Connection reader = pair.target.connect();
                Statement reading = reader.createStatement()) {
            ServerPair.await(run);
            reader.setAutoCommit(false);
            reading.executeQuery("SELECT * FROM busy.t").close();
            pair.source.execute(
                    "ALTER TABLE busy.t ADD v INT", "INSERT INTO busy.other VALUES (1)");
            untilReason(run, "the target runs: ALTER TABLE");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(pair.onTarget("SELECT id FROM busy.other"))
                                    .containsExactly("1"));

            pair.source.execute(
                    "INSERT INTO busy.t VALUES (1, 1)", "INSERT INTO busy.other VALUES (2)");
            reader.rollback();
            ServerPair.await(run);
            pair.requireEqual("busy");
        }
    }

    /** The server waits a minute for the lock. What its table looks like by then tells nothing. */
    @Test
    void a_statement_that_got_no_lock_is_not_taken_for_run() throws Exception {
        prepare("locked");
        try (PipelineRun run = pair.run("locked", options(DdlAction.APPLY, Map.of()));
                Connection other = pair.target.connect();
                Statement hand = other.createStatement()) {
            ServerPair.await(run);
            hand.execute("LOCK TABLES locked.t WRITE");
            pair.source.execute(
                    "ALTER TABLE locked.t ADD v INT", "INSERT INTO locked.t VALUES (1, 1)");
            untilReason(run, "the target runs: ALTER TABLE");
            String begun = changed();
            hand.execute("ALTER TABLE locked.t ADD INDEX by_hand (id)");
            await().atMost(Duration.ofSeconds(100)).until(() -> !changed().equals(begun));
            hand.execute("UNLOCK TABLES");
            ServerPair.await(run);
            pair.requireEqual("locked");
            assertThat(pair.onTarget("SHOW COLUMNS FROM locked.t LIKE 'v'")).hasSize(1);
        }
    }

    private static String changed() throws Exception {
        return pair.onTarget(
                        "SELECT changed_at FROM retl.retl_ddl WHERE source_statement LIKE"
                                + " '%locked.t%'")
                .getFirst();
    }

    @Test
    void a_statement_waits_for_approval_and_then_runs() throws Exception {
        prepare("asked");
        PipelineOptions ask = options(DdlAction.APPLY, Map.of(DdlKind.ALTER, DdlAction.ASK));
        try (PipelineRun run = pair.run("asked", ask)) {
            pair.source.execute(
                    "CREATE TABLE asked.free (id INT PRIMARY KEY)",
                    "ALTER TABLE asked.t ADD v INT",
                    "INSERT INTO asked.t VALUES (1, 1)");
            untilReason(run, ErrorCode.DDL_ASKS.text());
            assertThat(run.status().reason()).contains("ALTER TABLE asked.t ADD v INT");
            assertThat(pair.onTarget("SHOW TABLES IN asked LIKE 'free'")).hasSize(1);

            WaitingStatements waiting = pair.waiting("asked");
            DdlDecisions.Waiting one = waiting.list().getFirst();
            assertThat(one.state()).isEqualTo("asked");
            assertThat(one.source()).isEqualTo("ALTER TABLE asked.t ADD v INT");
            assertThat(waiting.decide("@none:1", DdlDecisions.Decision.APPROVED)).isFalse();
            assertThat(waiting.decide(one.transaction(), DdlDecisions.Decision.APPROVED)).isTrue();
            ServerPair.await(run);
            pair.requireEqual("asked");
        }
    }

    @Test
    void a_statement_that_somebody_runs_by_hand_needs_no_approval() throws Exception {
        prepare("handed");
        try (PipelineRun run = pair.run("handed", options(DdlAction.ASK, Map.of()))) {
            pair.source.execute(
                    "ALTER TABLE handed.t ADD v INT", "INSERT INTO handed.t VALUES (1, 1)");
            untilReason(run, ErrorCode.DDL_ASKS.text());
            pair.target.execute("ALTER TABLE handed.t ADD v INT");
            ServerPair.await(run);
            pair.requireEqual("handed");
        }
    }

    @Test
    void a_refusal_stops_and_the_next_start_tries_again() throws Exception {
        prepare("refused");
        pair.target.execute("INSERT INTO refused.t VALUES (100), (101)");
        pair.target.execute("ALTER TABLE refused.t ADD twin INT DEFAULT 1");
        pair.source.execute("ALTER TABLE refused.t ADD twin INT DEFAULT 1");
        PipelineOptions apply = options(DdlAction.APPLY, Map.of());
        try (PipelineRun run = pair.run("refused", apply)) {
            pair.source.execute("ALTER TABLE refused.t ADD UNIQUE (twin)");
            await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.FAILED);
            assertThat(run.status().failure().orElseThrow().code())
                    .isEqualTo(ErrorCode.DDL_REFUSED);
        }
        pair.target.execute("DELETE FROM refused.t");
        try (PipelineRun run = pair.run("refused", apply)) {
            ServerPair.await(run);
        }
        pair.requireEqual("refused");
    }

    @Test
    void what_is_there_already_is_no_refusal() throws Exception {
        prepare("already");
        pair.target.execute("ALTER TABLE already.t ADD v INT");
        try (PipelineRun run = pair.run("already", options(DdlAction.APPLY, Map.of()))) {
            pair.source.execute(
                    "ALTER TABLE already.t ADD v INT", "INSERT INTO already.t VALUES (1, 1)");
            ServerPair.await(run);
        }
        pair.requireEqual("already");
    }

    @Test
    void skipped_statements_are_passed_over() throws Exception {
        prepare("skipped");
        try (PipelineRun run = pair.run("skipped", options(DdlAction.SKIP, Map.of()))) {
            pair.source.execute(
                    "ALTER TABLE skipped.t ADD INDEX (id)", "INSERT INTO skipped.t VALUES (1)");
            ServerPair.await(run);
            assertThat(pair.onTarget("SELECT id FROM skipped.t")).containsExactly("1");
            assertThat(pair.onTarget("SHOW INDEX FROM skipped.t")).hasSize(1);
        }
    }

    @Test
    void the_tables_of_a_database_go_with_it() throws Exception {
        prepare("dropped");
        try (PipelineRun run = pair.run("dropped", options(DdlAction.APPLY, Map.of()))) {
            pair.source.execute("DROP DATABASE dropped");
            ServerPair.await(run);
            assertThat(pair.onTarget("SHOW TABLES IN dropped")).isEmpty();
            pair.source.execute(
                    "CREATE DATABASE dropped",
                    "CREATE TABLE dropped.t (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO dropped.t VALUES (1, 1)");
            ServerPair.await(run);
        }
        pair.requireEqual("dropped");
    }

    @Test
    void a_pipeline_that_was_stopped_catches_up_with_altered_and_new_tables() throws Exception {
        prepare("later");
        PipelineOptions apply = options(DdlAction.APPLY, Map.of());
        try (PipelineRun run = pair.run("later", apply)) {
            ServerPair.await(run);
        }
        pair.source.execute(
                "ALTER TABLE later.t ADD a INT, ADD b INT",
                "INSERT INTO later.t VALUES (1, 1, 2)",
                "ALTER TABLE later.t CHANGE a b INT, CHANGE b a INT",
                "INSERT INTO later.t (id, a, b) VALUES (2, 1, 2)",
                "CREATE TABLE later.fresh LIKE later.t",
                "INSERT INTO later.fresh (id, a) VALUES (3, 3)",
                "RENAME TABLE later.other TO later.another",
                "INSERT INTO later.another VALUES (1)",
                "ALTER TABLE later.t DROP a",
                "INSERT INTO later.t VALUES (4, 4)");
        try (PipelineRun run = pair.run("later", apply)) {
            ServerPair.await(run);
        }
        pair.requireEqual("later");
    }

    @Test
    void tables_of_online_tools_beside_one_in_scope_are_swapped_in() throws Exception {
        prepare("online");
        TableRoute one =
                table ->
                        table.equals(new TableName("online", "t"))
                                ? Optional.of(new TableName("online_dw", "t2"))
                                : Optional.empty();
        pair.target.execute("CREATE DATABASE online_dw", "RENAME TABLE online.t TO online_dw.t2");
        PipelineOptions apply = options(DdlAction.APPLY, Map.of());
        try (PipelineRun run = pair.run("online", apply, one, pair.target.port())) {
            pair.source.execute(
                    "INSERT INTO online.t VALUES (1)",
                    "CREATE TABLE online._other_gho (id INT PRIMARY KEY)",
                    "CREATE TABLE online._t_gho LIKE online.t",
                    "ALTER TABLE online._t_gho ADD v INT DEFAULT 5");
            ServerPair.await(run);
        }
        try (PipelineRun run = pair.run("online", apply, one, pair.target.port())) {
            pair.source.execute(
                    "INSERT INTO online._t_gho (id) SELECT id FROM online.t",
                    "RENAME TABLE online.t TO online._t_del, online._t_gho TO online.t",
                    "INSERT INTO online.t VALUES (2, 2)",
                    "DROP TABLE online._t_del");
            ServerPair.await(run);
        }
        assertThat(pair.onTarget("SELECT CONCAT(id, ' ', v) FROM online_dw.t2 ORDER BY id"))
                .containsExactly("1 5", "2 2");
        assertThat(pair.onTarget("SHOW TABLES IN online_dw")).containsExactly("t2");
    }

    @Test
    void columns_that_the_target_lacks_are_left_out_while_they_are_null() throws Exception {
        prepare("lacking");
        PipelineOptions options =
                new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.HOLD_TABLE)
                        .with(
                                new DdlRules(
                                        DdlAction.SKIP, Map.of(), MissingColumnRule.IGNORE_NULL));
        try (PipelineRun run = pair.run("lacking", options)) {
            pair.source.execute(
                    "ALTER TABLE lacking.t ADD v INT FIRST, ADD w INT",
                    "INSERT INTO lacking.t (id) VALUES (1), (2), (3)",
                    "UPDATE lacking.t SET id = 4 WHERE id = 2",
                    "DELETE FROM lacking.t WHERE id = 3");
            ServerPair.await(run);
            assertThat(pair.onTarget("SELECT id FROM lacking.t ORDER BY id"))
                    .containsExactly("1", "4");
            pair.source.execute(
                    "INSERT INTO lacking.t VALUES (5, 5, NULL)",
                    "INSERT INTO lacking.other VALUES (1)");
            ServerPair.await(run);
            assertThat(run.status().heldTables()).anyMatch(held -> held.startsWith("lacking.t"));
            assertThat(pair.onTarget("SELECT error_text FROM retl.retl_held_table").getFirst())
                    .contains("no column v");
            assertThat(pair.onTarget("SELECT id FROM lacking.other")).containsExactly("1");
        }
    }
}
