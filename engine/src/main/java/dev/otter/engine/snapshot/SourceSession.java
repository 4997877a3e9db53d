package dev.otter.engine.snapshot;

import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.model.position.LogPosition;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A copying thread's connection to the source, opened when first needed and again after it broke.
 * Values come as the bytes that are stored, times in UTC. For one thread, but {@link #abort} may
 * come from any.
 */
final class SourceSession implements AutoCloseable {
    private static final List<String> SETTINGS =
            List.of(
                    "SET SESSION time_zone='+00:00',sql_mode='',net_write_timeout=600,"
                            + "group_concat_max_len=1073741824",
                    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "SET SESSION character_set_results=NULL");

    private final Supplier<MysqlConnection> connect;
    private final AtomicReference<MysqlConnection> connection = new AtomicReference<>();

    SourceSession(Supplier<MysqlConnection> connect) {
        this.connect = connect;
    }

    MysqlConnection connection() {
        MysqlConnection open = connection.get();
        if (open == null || open.closed()) {
            open = connect.get();
            connection.set(open);
            SETTINGS.forEach(open::query);
        }
        return open;
    }

    /** Where the log ends now: everything that a question before could see lies before it. */
    LogPosition logEnd() {
        LogEnd end = new BinlogFiles(connection()).end();
        return new LogPosition(end.file(), end.offset());
    }

    /** A connection of its own to the same server; the caller closes it. */
    MysqlConnection another() {
        return connect.get();
    }

    /** How many statements the source runs at this moment. */
    long threadsRunning() {
        return connection().query("SHOW GLOBAL STATUS LIKE 'Threads_running'").number(0, 1);
    }

    /** Gives the connection up; the next use opens another. */
    void drop() {
        MysqlConnection open = connection.getAndSet(null);
        if (open != null) {
            open.abort();
        }
    }

    /** Breaks the connection under whoever waits for it. */
    void abort() {
        MysqlConnection open = connection.get();
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void close() {
        MysqlConnection open = connection.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
