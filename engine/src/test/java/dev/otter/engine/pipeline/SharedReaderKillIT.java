package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.run.StopSignal;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process of three pipelines that share a source is killed at random moments, while one of them
 * is far behind and another cannot write.
 */
class SharedReaderKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> ALL = List.of("d0", "d1", "d2");
    private static final int MEGABYTES = 2;

    /** More log than a relay holds. */
    private static final long ROUND = 3L * MEGABYTES << 20;

    @TempDir Path folder;
    private MysqlServer source;
    private MysqlServer target;
    private Process process;
    private int marks;

    private void start(List<String> databases) throws IOException {
        process =
                SharedRunMain.start(
                        source.port(),
                        target.port(),
                        folder.resolve("relays"),
                        MEGABYTES,
                        folder.resolve("run.log"),
                        databases);
    }

    private void kill() throws Exception {
        assertThat(process.isAlive()).as("%s", said()).isTrue();
        process.destroyForcibly().waitFor();
    }

    private String said() throws IOException {
        String all = Files.readString(folder.resolve("run.log"));
        return all.substring(Math.max(0, all.length() - 6_000));
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("%s: %s", what, said()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static long number(MysqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long dumps() throws SQLException {
        return number(
                source,
                "SELECT COUNT(*) FROM information_schema.processlist WHERE command LIKE"
                        + " 'Binlog Dump%'");
    }

    private long logged() throws SQLException {
        long bytes = 0;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                bytes += rows.getLong(2);
            }
        }
        return bytes;
    }

    private void awaitRound() throws Exception {
        long wanted = logged() + ROUND;
        await("the relay has gone round", () -> logged() > wanted);
    }

    /** Until what is written while there is one connection has come to all targets. */
    private void awaitOneConnectionFor(List<String> databases) throws Exception {
        await("one connection feeds " + databases, () -> {
            await("one dump thread", () -> dumps() == 1);
            int id = 100_000 + ++marks;
            for (String database : databases) {
                source.execute("INSERT INTO %s.t VALUES (%d, 'mark')".formatted(database, id));
            }
            for (String database : databases) {
                await(
                        database + " has mark " + id,
                        () ->
                                number(
                                                target,
                                                "SELECT COUNT(*) FROM %s.t WHERE id = %d"
                                                        .formatted(database, id))
                                        == 1);
            }
            return dumps() == 1;
        });
    }

    /** Writes all databases until told to end. */
    private Thread writer(StopSignal end) {
        return Thread.ofPlatform().start(() -> {
            Random random = new Random(7);
            while (!end.raised()) {
                try (Connection connection = source.connect();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    while (!end.raised()) {
                        for (int i = random.nextInt(3); i >= 0; i--) {
                            statement.execute(
                                    "REPLACE INTO %s.t VALUES (%d, REPEAT('%c', %d))"
                                            .formatted(
                                                    ALL.get(random.nextInt(ALL.size())),
                                                    random.nextInt(300),
                                                    'a' + random.nextInt(26),
                                                    random.nextInt(5_000)));
                        }
                        connection.commit();
                        LockSupport.parkNanos(random.nextInt(4_000_000));
                    }
                } catch (SQLException _) {
                    LockSupport.parkNanos(100_000_000);
                }
            }
        });
    }

    private boolean begun() {
        try {
            return number(target, "SELECT COUNT(*) FROM retl.retl_checkpoint") >= ALL.size();
        } catch (SQLException _) {
            return false;
        }
    }

    private boolean equal() throws SQLException {
        for (String database : ALL) {
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases(database);
            if (!comparison.equal()) {
                return false;
            }
        }
        return true;
    }

    private void servers(boolean gtids) throws SQLException {
        ServerSpec spec = ServerSpec.mysql80().withGtid(gtids);
        source =
                MysqlServer.start(
                        spec.withServerId(1).withOptions("--max_binlog_size=1048576"));
        target = MysqlServer.start(spec.withServerId(2));
        for (String database : ALL) {
            for (MysqlServer server : List.of(source, target)) {
                server.execute(
                        "CREATE DATABASE " + database,
                        "CREATE TABLE %s.t (id INT PRIMARY KEY, v MEDIUMTEXT)"
                                .formatted(database));
            }
        }
    }

    @ParameterizedTest(name = "GTIDs {0}")
    @ValueSource(booleans = {true, false})
    void one_connection_feeds_all_and_nothing_is_lost(boolean gtids) throws Exception {
        StopSignal end = new StopSignal();
        Thread writing = null;
        try {
            servers(gtids);
            start(ALL);
            await("all have begun", this::begun);
            writing = writer(end);
            awaitOneConnectionFor(ALL);
            kill();

            // The third comes back at a place that the relay has long dropped.
            start(ALL.subList(0, 2));
            awaitOneConnectionFor(ALL.subList(0, 2));
            awaitRound();
            kill();
            start(ALL);
            awaitOneConnectionFor(ALL);

            // The second cannot write until it has been overtaken; the others are not held up.
            try (Connection connection = target.connect();
                    Statement lock = connection.createStatement()) {
                lock.execute("LOCK TABLES d1.t WRITE");
                awaitRound();
                awaitOneConnectionFor(List.of("d0", "d2"));
                lock.execute("UNLOCK TABLES");
            }
            awaitOneConnectionFor(ALL);
            kill();
            start(ALL);
            awaitOneConnectionFor(ALL);
            end.raise();
            writing.join();
            await("all targets are equal", this::equal);
            awaitOneConnectionFor(ALL);
            kill();
        } finally {
            end.raise();
            if (writing != null) {
                writing.join();
            }
            stop();
        }
    }

    private void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        if (target != null) {
            target.close();
        }
        if (source != null) {
            source.close();
        }
    }
}
