package dev.otter.engine.pipeline;

import dev.otter.testkit.server.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that write small transactions to a server that may be changed: rows with and without a
 * key, in an order that matters. A lost connection is sought again, at the server of that moment.
 */
final class ChangingWriter implements AutoCloseable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong written = new AtomicLong();
    private volatile MysqlServer server;

    ChangingWriter(MysqlServer server, int writers) {
        this.server = server;
        for (int i = 0; i < writers; i++) {
            int seed = i;
            threads.add(Thread.ofPlatform().daemon().name("writer-" + i).start(() -> live(seed)));
        }
    }

    /** Transactions committed so far. */
    long written() {
        return written.get();
    }

    /** From now on this one is written. */
    void moveTo(MysqlServer next) {
        server = next;
    }

    private void live(int seed) {
        Random random = new Random(seed);
        try {
            while (!stopped.await(5, TimeUnit.MILLISECONDS)) {
                MysqlServer now = server;
                try (Connection connection = now.connect();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    while (now == server && !stopped.await(1, TimeUnit.MILLISECONDS)) {
                        write(statement, random);
                        connection.commit();
                        written.incrementAndGet();
                    }
                } catch (SQLException _) {
                    // Killed under it, or not writable yet: tried again, as applications do.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Statement statement, Random random) throws SQLException {
        int account = 1 + random.nextInt(8);
        statement.execute("UPDATE shop.account SET v=v+1 WHERE id=" + account);
        statement.execute("INSERT INTO shop.bare VALUES (" + random.nextInt(5) + ")");
        statement.execute("INSERT INTO shop.entry (text) VALUES ('" + random.nextLong() + "')");
        if (random.nextInt(4) == 0) {
            statement.execute("DELETE FROM shop.entry ORDER BY id LIMIT 1");
        }
    }

    /** Stops the writers and waits for them. */
    void end() throws InterruptedException {
        stopped.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
