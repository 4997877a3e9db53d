package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.PostgresPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections break, the server stops, crashes and locks; every row arrives once. */
class PostgresOutageIT {
    private static final int CUTS = 25;

    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        pair.onSource("DROP DATABASE IF EXISTS outage");
        pair.onTarget("DROP SCHEMA IF EXISTS outage, retl CASCADE");
        pair.create("outage");
        // Without a key nothing but the checkpoint keeps a row from being there twice.
        for (String table :
                new String[] {
                    "CREATE TABLE outage.bare (v INT)",
                    "CREATE TABLE outage.t (id INT PRIMARY KEY, v INT)"
                }) {
            pair.onSource(table);
            pair.onTarget(table);
        }
    }

    private PipelineRun run(int port) {
        return pair.run("outage", PipelineOptions.defaults(), PipelineSizes.usual(), port);
    }

    /** Transactions of several rows until so many were written. */
    private void write(int first, int count) throws SQLException {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = first; i < first + count; i++) {
                statement.execute("INSERT INTO outage.bare VALUES (" + i + ")");
                statement.execute("INSERT INTO outage.t VALUES (" + i + ",0)");
                statement.execute(
                        "UPDATE outage.t SET v=v+1 WHERE id<=" + i + " AND id>" + (i - 5));
                connection.commit();
            }
        }
    }

    @Test
    void connections_cut_again_and_again_lose_and_double_nothing() throws Exception {
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", pair.target.port());
                PipelineRun run = run(proxy.port())) {
            write(-100, 5);
            reached(run);
            for (int cut = 0; cut < CUTS; cut++) {
                write(cut * 100, 40);
                proxy.cut();
            }
            reached(run);
            assertThat(run.status().retries()).isPositive();
        }
        pair.requireEqual("outage");
        assertThat(pair.answer("SELECT v FROM outage.bare GROUP BY v HAVING count(*) > 1"))
                .isEmpty();
    }

    /** Its answer is on the way, held back by the proxy, when the connection breaks. */
    @Test
    void a_commit_whose_answer_is_lost_is_neither_repeated_nor_forgotten() throws Exception {
        PipelineOptions one = new PipelineOptions(1, ApplyMode.STRICT, ErrorPolicy.STOP);
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", pair.target.port());
                PipelineRun run = pair.run("outage", one, PipelineSizes.usual(), proxy.port())) {
            for (int round = 0; round < 3; round++) {
                pair.onSource("INSERT INTO outage.bare VALUES (" + -round + ")");
                reached(run);
                proxy.delay(Duration.ofMillis(400));
                pair.onSource("INSERT INTO outage.bare VALUES (" + (round + 1) + ")");
                String there = "SELECT 1 FROM outage.bare WHERE v=" + (round + 1);
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> !pair.answer(there).isEmpty());
                proxy.cut();
                proxy.delay(Duration.ZERO);
                reached(run);
            }
        }
        pair.requireEqual("outage");
    }

    @Test
    void a_server_that_stops_and_one_that_crashes_are_waited_for() throws Exception {
        try (PipelineRun run = run(pair.target.port())) {
            write(0, 50);
            pair.target.stop();
            write(100, 50);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> run.status().state() == PipelineState.WAITING);
            assertThat(run.status().reason()).contains("target");
            pair.target.restart();
            write(200, 50);
            pair.target.crash();
            write(300, 50);
            pair.target.restart();
            reached(run);
        }
        pair.requireEqual("outage");
    }

    @Test
    void sessions_ended_by_an_administrator_are_opened_anew() throws Exception {
        try (PipelineRun run = run(pair.target.port())) {
            for (int round = 0; round < 10; round++) {
                write(round * 100, 30);
                pair.onTarget(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name='otter'");
            }
            reached(run);
        }
        pair.requireEqual("outage");
    }

    @Test
    void rows_that_others_lock_are_waited_for_and_deadlocks_tried_again() throws Exception {
        write(0, 10);
        pair.onTarget(
                "INSERT INTO outage.bare SELECT generate_series(0,9)",
                "INSERT INTO outage.t SELECT s,5 FROM generate_series(0,9) s");
        pair.onTarget("UPDATE outage.t SET v=10-id WHERE id>5");
        try (Connection blocker = pair.target.connect(PostgresPair.DATABASE);
                Statement statement = blocker.createStatement();
                PipelineRun run = run(pair.target.port())) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM outage.t FOR UPDATE");
            pair.onSource("UPDATE outage.t SET v=v+100");
            await().atMost(Duration.ofSeconds(30)).until(() -> !waiting().isEmpty());
            statement.execute("SELECT pg_sleep(0.1)");
            blocker.rollback();
            reached(run);
        }
        pair.requireEqual("outage");
    }

    private java.util.List<String> waiting() throws SQLException {
        return pair.answer(
                "SELECT pid FROM pg_stat_activity WHERE application_name='otter'"
                        + " AND wait_event_type='Lock'");
    }

    @Test
    void a_target_that_takes_no_writes_is_waited_for() throws Exception {
        try (PipelineRun run = run(pair.target.port())) {
            write(0, 5);
            reached(run);
            pair.onTarget("ALTER DATABASE postgres SET default_transaction_read_only=on");
            pair.onTarget(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name='otter'");
            write(100, 5);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> run.status().reason().contains("cannot write now"));
            pair.onTarget(
                    "BEGIN READ WRITE",
                    "ALTER DATABASE postgres SET default_transaction_read_only=off",
                    "COMMIT");
            reached(run);
        }
        pair.requireEqual("outage");
    }
}
