package dev.otter.engine.verify.online;

import dev.otter.testkit.server.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

/** Threads that write to a server until they are closed. */
final class Writers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int DUPLICATE = 1062;
    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT = 1205;

    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final LongAdder written = new LongAdder();
    private volatile boolean stop;

    /**
     * @param next the next statement of a writer, by its random numbers and its own count
     */
    static Writers start(
            MysqlServer server, int count, BiFunction<SplittableRandom, Long, String> next) {
        Writers writers = new Writers();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(i);
            writers.threads.add(
                    Thread.ofPlatform()
                            .name("writer-" + i)
                            .start(() -> writers.write(server, random, next)));
        }
        return writers;
    }

    private void write(
            MysqlServer server,
            SplittableRandom random,
            BiFunction<SplittableRandom, Long, String> next) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (long n = 0; !stop; n++) {
                try {
                    statement.execute(next.apply(random, n));
                    written.increment();
                } catch (SQLException e) {
                    if (e.getErrorCode() != DUPLICATE
                            && e.getErrorCode() != DEADLOCK
                            && e.getErrorCode() != LOCK_WAIT) {
                        throw e;
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            errors.add(e);
        }
    }

    long written() {
        return written.sum();
    }

    @Override
    public void close() {
        stop = true;
        for (Thread thread : threads) {
            try {
                if (!thread.join(PATIENCE)) {
                    errors.add(new IllegalStateException(thread + " does not end"));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        if (!errors.isEmpty()) {
            throw new AssertionError("a writer failed", errors.peek());
        }
    }
}
