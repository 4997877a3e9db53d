package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.server.PostgresServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that no longer has what it acknowledged, while the pipeline goes on running. */
class ForgetfulTargetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    @Test
    void a_target_put_back_to_an_older_state_gets_what_it_lost_again() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            // Without a key nothing but the checkpoint keeps a row from being there twice.
            pair.both(
                    "CREATE DATABASE lost",
                    "CREATE TABLE lost.bare (v INT)",
                    "CREATE TABLE lost.t (id INT PRIMARY KEY, v INT)");
            try (PipelineRun run = pair.run("lost", PipelineOptions.defaults())) {
                write(pair, 0);
                ServerPair.await(run);
                Path kept = folder.resolve("kept");
                pair.target.stop();
                copy(pair.target.dataFolder(), kept);
                pair.target.restart();
                write(pair, 100);
                ServerPair.await(run);

                pair.target.kill();
                delete(pair.target.dataFolder());
                copy(kept, pair.target.dataFolder());
                pair.target.restart();
                write(pair, 200);
                ServerPair.await(run);
                await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.RUNNING);
            }
            pair.requireEqual("lost");
        }
    }

    /** Rows that come again stand before the statement, which must not count as run by then. */
    @Test
    void a_statement_does_not_get_ahead_of_rows_that_were_lost() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both(
                    "CREATE DATABASE lost",
                    "CREATE TABLE lost.bare (v INT)",
                    "CREATE TABLE lost.t (id INT PRIMARY KEY, v INT)");
            PipelineOptions apply =
                    PipelineOptions.defaults().with(new DdlRules(DdlAction.APPLY, Map.of()));
            try (PipelineRun run = pair.run("lost", apply)) {
                write(pair, 0);
                ServerPair.await(run);
                Path kept = folder.resolve("kept");
                pair.target.stop();
                copy(pair.target.dataFolder(), kept);
                pair.target.restart();
                write(pair, 100);
                ServerPair.await(run);
                untilQuiet(pair);

                pair.target.kill();
                // Nothing is on its way, so only the statement connects to what is put back.
                pair.source.execute("TRUNCATE TABLE lost.t", "INSERT INTO lost.t VALUES (1000,1)");
                delete(pair.target.dataFolder());
                copy(kept, pair.target.dataFolder());
                pair.target.restart();
                ServerPair.await(run);
            }
            pair.requireEqual("lost");
        }
    }

    /** Until no group, nor a mark alone, is written any more. */
    private static void untilQuiet(ServerPair pair) {
        AtomicReference<String> last = new AtomicReference<>("");
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> {
                    String now =
                            pair.onTarget("SELECT SUM(group_number) FROM retl.retl_checkpoint")
                                    .getFirst();
                    return now.equals(last.getAndSet(now));
                });
    }

    /** The state of before is put back under locks, so that no session sees half of it. */
    @Test
    void postgresql_gets_what_it_lost_again() throws Exception {
        try (PostgresPair pair = new PostgresPair(ServerSpec.mysql80())) {
            pair.create("lost");
            pair.onSource("CREATE TABLE lost.bare (v INT)");
            pair.onTarget("CREATE TABLE lost.bare (v INT)");
            try (PipelineRun run = pair.run("lost", PipelineOptions.defaults())) {
                pair.onSource("INSERT INTO lost.bare VALUES (1)");
                PostgresPair.reached(run);
                pair.onTarget("CREATE TABLE kept AS SELECT * FROM retl.retl_checkpoint");
                pair.onSource(
                        "INSERT INTO lost.bare VALUES (2)", "INSERT INTO lost.bare VALUES (3)");
                PostgresPair.reached(run);

                try (Connection connection = pair.target.connect(PostgresPair.DATABASE);
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute(
                            "LOCK TABLE retl.retl_checkpoint, lost.bare IN ACCESS EXCLUSIVE MODE");
                    statement.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE application_name='otter'");
                    statement.execute("DELETE FROM lost.bare WHERE v>1");
                    statement.execute("DELETE FROM retl.retl_checkpoint");
                    statement.execute("INSERT INTO retl.retl_checkpoint SELECT * FROM kept");
                    connection.commit();
                }
                pair.onSource("INSERT INTO lost.bare VALUES (4)");
                PostgresPair.reached(run);
            }
            assertThat(pair.answer("SELECT v FROM lost.bare ORDER BY v"))
                    .containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void what_postgresql_acknowledges_is_on_its_disk() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            server.execute(
                    PostgresPair.DATABASE, "ALTER DATABASE postgres SET synchronous_commit=off");
            Endpoint endpoint =
                    new Endpoint(
                                    "b",
                                    Endpoint.Type.POSTGRESQL,
                                    "127.0.0.1",
                                    server.port(),
                                    PostgresServer.USER,
                                    PostgresServer.PASSWORD,
                                    TlsMode.DISABLED)
                            .withDatabase(PostgresPair.DATABASE);
            try (Connection connection = PostgresSession.connect(endpoint);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("on");
            }
        }
    }

    private static void write(ServerPair pair, int first) throws Exception {
        for (int i = first; i < first + 20; i++) {
            pair.source.execute(
                    "INSERT INTO lost.bare VALUES (" + i + ")",
                    "INSERT INTO lost.t VALUES (" + i + ",0)");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
