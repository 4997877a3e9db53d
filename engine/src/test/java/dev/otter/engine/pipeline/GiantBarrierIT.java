package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a transaction too large for memory may begin on the target, and when not at all. */
class GiantBarrierIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS = 1 << 17;

    /** More than the size from which a transaction is streamed. */
    private static final long GIANT_BYTES = 12L << 20;

    @Test
    void a_giant_waits_for_what_came_before_it() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both(
                    "CREATE DATABASE giant",
                    "CREATE TABLE giant.small (id INT PRIMARY KEY, v INT)",
                    "CREATE TABLE giant.large (id INT PRIMARY KEY, pad CHAR(90))",
                    "INSERT INTO giant.small VALUES (1,1)");
            try (PipelineRun run = pair.run("giant", PipelineOptions.defaults());
                    Connection blocker = pair.target.connect();
                    Statement blocking = blocker.createStatement();
                    Connection reader = pair.target.connect()) {
                blocker.setAutoCommit(false);
                reader.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
                blocking.execute("SELECT * FROM giant.small FOR UPDATE");
                long before = run.status().bytesRead();
                pair.source.execute("UPDATE giant.small SET v=2");
                fill(pair);
                await().atMost(PATIENCE)
                        .until(() -> run.status().bytesRead() > before + GIANT_BYTES);

                await().during(Duration.ofMillis(500)).until(() -> rows(reader) == 0);

                blocker.rollback();
                ServerPair.await(run);
                assertThat(rows(reader)).isEqualTo(ROWS);
                assertThat(run.status().transactionsApplied()).isEqualTo(2);
            }
            pair.requireEqual("giant");
        }
    }

    @Test
    void a_giant_of_a_run_that_another_one_has_taken_over_is_refused_as_such() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both(
                    "CREATE DATABASE giant",
                    "CREATE TABLE giant.large (id INT PRIMARY KEY, pad CHAR(90))");
            try (PipelineRun older = pair.run("giant", PipelineOptions.defaults());
                    PipelineRun newer = pair.run("giant", PipelineOptions.defaults())) {
                fill(pair);
                await().atMost(PATIENCE)
                        .until(() -> older.status().state() == PipelineState.FAILED);
                ServerPair.await(newer);

                assertThat(older.status().failure().orElseThrow().code())
                        .isEqualTo(ErrorCode.FENCED);
            }
            pair.requireEqual("giant");
        }
    }

    /** The border between groups and giants was another one then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_an_earlier_run_applied_in_a_group_is_not_applied_again_as_a_giant(boolean gtid)
            throws Exception {
        ServerSpec spec = ServerSpec.mysql80();
        try (ServerPair pair = new ServerPair(spec.withGtid(gtid), spec)) {
            pair.both(
                    "CREATE DATABASE giant",
                    "CREATE TABLE giant.small (id INT PRIMARY KEY, v INT)",
                    // Without a key nothing but the checkpoint keeps a row from being there twice.
                    "CREATE TABLE giant.bare (pad CHAR(90))",
                    "INSERT INTO giant.small VALUES (1,1)");
            try (PipelineRun run = pair.run("giant", PipelineOptions.defaults());
                    Connection blocker = pair.target.connect();
                    Statement blocking = blocker.createStatement()) {
                blocker.setAutoCommit(false);
                blocking.execute("SELECT * FROM giant.small FOR UPDATE");
                pair.source.execute(
                        "UPDATE giant.small SET v=2",
                        "INSERT INTO giant.bare VALUES (REPEAT('x',90))"
                                + ",(REPEAT('x',90))".repeat(2_999));
                await().atMost(PATIENCE)
                        .until(() ->
                                pair.onTarget("SELECT COUNT(*) FROM giant.bare")
                                        .equals(List.of("3000")));
                run.abandon();
            }
            PipelineSizes usual = PipelineSizes.usual();
            PipelineSizes small =
                    new PipelineSizes(usual.slots(), 50_000, usual.budgetBytes(), usual.limits());
            try (PipelineRun run =
                    pair.run("giant", PipelineOptions.defaults(), pair.target.port(), small)) {
                ServerPair.await(run);
                pair.source.execute("INSERT INTO giant.small VALUES (2,2)");
                ServerPair.await(run);
                assertThat(run.status().queue().bytes()).isZero();
            }
            pair.requireEqual("giant");
        }
    }

    private static void fill(ServerPair pair) throws SQLException {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO giant.large VALUES (0, REPEAT('x', 90))");
            for (int have = 1; have < ROWS; have *= 2) {
                statement.execute(
                        "INSERT INTO giant.large SELECT id + " + have + ", pad FROM giant.large");
            }
            connection.commit();
        }
    }

    private static long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM giant.large")) {
            row.next();
            return row.getLong(1);
        }
    }
}
