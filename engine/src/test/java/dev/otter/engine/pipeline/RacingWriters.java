package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Writers that never rest on a few rows of a table {@code hot (id, v, w)}: they change, go, come.
 */
final class RacingWriters implements AutoCloseable {
    private static final int DEADLOCK = 1213;

    private final MysqlServer server;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads;
    private volatile boolean stopped;

    RacingWriters(MysqlServer server, String database, int rows) {
        this.server = server;
        String table = database + ".hot";
        threads =
                List.of(
                        race(
                                1,
                                random ->
                                        "UPDATE %s SET v=v+1 WHERE id=%d"
                                                .formatted(table, random.nextInt(rows))),
                        race(
                                2,
                                random ->
                                        "DELETE FROM %s WHERE id=%d"
                                                .formatted(table, random.nextInt(rows))),
                        race(
                                3,
                                random ->
                                        "INSERT IGNORE INTO %s VALUES (%d,%d,'r')"
                                                .formatted(
                                                        table,
                                                        random.nextInt(rows),
                                                        random.nextInt(100))),
                        race(
                                4,
                                random ->
                                        "UPDATE %s SET v=v+1, w=MD5(v) WHERE id IN (%d,%d)"
                                                .formatted(
                                                        table,
                                                        random.nextInt(rows),
                                                        random.nextInt(rows))));
    }

    private Thread race(int seed, Function<Random, String> work) {
        return Thread.ofPlatform()
                .start(() -> {
                    Random random = new Random(seed);
                    try (Connection connection = server.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stopped) {
                            try {
                                statement.execute(work.apply(random));
                            } catch (SQLException e) {
                                if (e.getErrorCode() != DEADLOCK) {
                                    throw e;
                                }
                            }
                        }
                    } catch (SQLException e) {
                        failure.set(e);
                    }
                });
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(failure.get()).isNull();
    }
}
