package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements in front of the rows of their transaction. */
class StatementWithinIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** It must not count as done before its rows are durable. */
    @Test
    void a_transaction_with_a_statement_in_front_comes_again_when_its_rows_were_refused()
            throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both(
                    "CREATE DATABASE front",
                    "CREATE TABLE front.t (id INT PRIMARY KEY, v CHAR(36))",
                    "CREATE TABLE front.other (id INT PRIMARY KEY)");
            pair.source.execute("CREATE DATABASE away", "CREATE TABLE away.t (id INT)");
            try (Connection blocker = pair.target.connect();
                    Statement blocking = blocker.createStatement();
                    PipelineRun run = pair.run("front", PipelineOptions.defaults())) {
                blocker.setAutoCommit(false);
                blocking.execute("INSERT INTO front.t VALUES (1,'in the way')");
                mixed(pair);
                await().atMost(PATIENCE).until(() -> waiting(pair) > 0);
                pair.source.execute(
                        "INSERT INTO front.other VALUES (1)", "INSERT INTO front.other VALUES (2)");
                await().atMost(PATIENCE)
                        .until(() -> pair.onTarget("SELECT id FROM front.other").size() == 2);
                blocker.commit();
                await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.FAILED);
            }
            pair.target.execute("DELETE FROM front.t");
            try (PipelineRun run = pair.run("front", PipelineOptions.defaults())) {
                ServerPair.await(run);
            }
            pair.requireEqual("front");
        }
    }

    /** The first statement is logged as text, the second, whose outcome is not certain, as rows. */
    private static void mixed(ServerPair pair) throws SQLException {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION binlog_format=MIXED");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO away.t VALUES (1)");
            statement.execute("INSERT INTO front.t VALUES (1,UUID())");
            connection.commit();
        }
    }

    private static int waiting(ServerPair pair) throws SQLException {
        return Integer.parseInt(
                pair.onTarget(
                                "SELECT COUNT(*) FROM information_schema.innodb_trx"
                                        + " WHERE trx_state='LOCK WAIT'")
                        .getFirst());
    }

    /** Behind such a statement comes nothing but the end of its transaction. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_9"})
    void a_table_created_from_a_select_without_rows_is_still_made_behind_a_stop(Flavor flavor)
            throws Exception {
        Availability there = MysqlServer.available(flavor);
        assumeTrue(there.ready(), there::reason);
        try (ServerPair pair = new ServerPair(ServerSpec.of(flavor))) {
            pair.both("CREATE DATABASE front", "CREATE TABLE front.seed (id INT PRIMARY KEY)");
            PipelineOptions ask =
                    PipelineOptions.defaults()
                            .with(
                                    new DdlRules(
                                            DdlAction.APPLY,
                                            Map.of(DdlKind.CREATE, DdlAction.ASK)));
            try (PipelineRun run = pair.run("front", ask)) {
                pair.source.execute(
                        "CREATE TABLE front.made AS SELECT id FROM front.seed WHERE 1=0");
                asks(run);
            }
            try (PipelineRun run = pair.run("front", ask)) {
                asks(run);
                WaitingStatements waiting = pair.waiting("front");
                waiting.decide(
                        waiting.list().getFirst().transaction(), DdlDecisions.Decision.APPROVED);
                ServerPair.await(run);
            }
            pair.requireEqual("front");
        }
    }

    private static void asks(PipelineRun run) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(run.status().reason()).contains(ErrorCode.DDL_ASKS.text()));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_9"})
    void a_table_created_from_a_select_arrives_once(Flavor flavor) throws Exception {
        Availability there = MysqlServer.available(flavor);
        assumeTrue(there.ready(), there::reason);
        try (ServerPair pair = new ServerPair(ServerSpec.of(flavor), ServerSpec.of(flavor))) {
            pair.both("CREATE DATABASE front", "CREATE TABLE front.seed (id INT PRIMARY KEY)");
            pair.target.execute("CREATE TABLE front.made (id INT NOT NULL)");
            try (PipelineRun run = pair.run("front", PipelineOptions.defaults())) {
                pair.source.execute(
                        "INSERT INTO front.seed VALUES (1),(2),(3)",
                        "CREATE TABLE front.made SELECT id FROM front.seed",
                        "INSERT INTO front.seed VALUES (4)");
                ServerPair.await(run);
                assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
            }
            try (PipelineRun run = pair.run("front", PipelineOptions.defaults())) {
                ServerPair.await(run);
            }
            assertThat(pair.onTarget("SELECT id FROM front.made ORDER BY id"))
                    .containsExactly("1", "2", "3");
        }
    }
}
