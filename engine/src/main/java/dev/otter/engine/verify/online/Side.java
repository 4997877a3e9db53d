package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.verify.Connections;
import dev.otter.model.channel.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A connection to one end that is made anew when it breaks. For one thread.
 *
 * <p>A task that meets a broken connection runs again from its start, so it must leave nothing
 * behind.
 */
final class Side implements AutoCloseable {
    private static final int TRIES = 6;

    private final Endpoint endpoint;
    private final List<String> session;
    private final Pause pause;
    private MysqlConnection connection;

    /**
     * @param session statements that set up each connection, after those of comparing
     */
    Side(Endpoint endpoint, List<String> session, Pause pause) {
        this.endpoint = endpoint;
        this.session = List.copyOf(session);
        this.pause = pause;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Runs a task.
     *
     * @throws dev.otter.model.error.OtterException when the server refuses a statement of the task,
     *     or cannot be reached several times in a row
     */
    <T> T with(Function<MysqlConnection, T> task) throws InterruptedException {
        Backoff backoff =
                new Backoff(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(3),
                        RandomGenerator.getDefault());
        while (true) {
            try {
                return task.apply(open());
            } catch (ServerErrorException e) {
                throw Connections.coded(endpoint, e);
            } catch (WireException e) {
                close();
                if (backoff.failures() >= TRIES) {
                    throw Connections.coded(endpoint, e);
                }
            }
            if (pause.await(backoff.next())) {
                throw new CancellationException("the comparison was stopped");
            }
        }
    }

    private MysqlConnection open() {
        if (connection == null || connection.closed()) {
            MysqlConnection fresh = MysqlConnection.connect(Connections.address(endpoint));
            try {
                Connections.raw(fresh);
                // Else all statements would see the moment of the first one.
                fresh.query("SET SESSION autocommit = 1");
                session.forEach(fresh::query);
            } catch (RuntimeException e) {
                fresh.abort();
                throw e;
            }
            connection = fresh;
        }
        return connection;
    }

    /** Whether the connection of the last task still lives, with its transaction and its locks. */
    boolean alive() {
        try {
            if (connection == null || connection.closed()) {
                return false;
            }
            connection.ping();
            return true;
        } catch (WireException _) {
            close();
            return false;
        }
    }

    /** Drops the connection; the next task makes a new one. */
    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
