package dev.otter.bench;

import com.carrotsearch.hppc.LongLongHashMap;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.select.LogReader;
import dev.otter.engine.select.LogSource;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.testkit.server.MysqlServer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells when each inserted row was committed on a server, by following that server's own log: no
 * polling, and the same for all contenders. The listener's methods belong to the reading thread.
 */
final class CommitWatch implements LogListener, AutoCloseable {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long REPLICA_ID = 77_001;

    private final String database;
    private final StopSignal stop = new StopSignal();
    private final LogReader reader;
    private final Thread thread;
    private final RowCursor cursor = new RowCursor();
    private final List<Long> open = new ArrayList<>();
    private final LongLongHashMap committed = new LongLongHashMap();

    CommitWatch(MysqlServer server, String database, LogPosition from) {
        this.database = database;
        MysqlEndpoint endpoint = MysqlEndpoint.of(server.host(), server.port(), "root", "");
        this.reader =
                new LogReader(
                        new LogSource(endpoint, REPLICA_ID, false, "bench"),
                        this,
                        new StatusBoard(InstantSource.system()),
                        stop);
        this.thread =
                Thread.ofPlatform()
                        .name("commit-watch")
                        .start(() -> {
                            try {
                                reader.run(new Checkpoint(from, ""));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /** {@link System#nanoTime()} of the row's commit; -1 when it is not committed yet. */
    long committedAt(long id) {
        synchronized (committed) {
            return committed.getOrDefault(id, -1);
        }
    }

    @Override
    public boolean wants(TableMap table) {
        return table.schema().equals(database);
    }

    @Override
    public void rows(RowsEvent event) {
        cursor.open(event);
        while (cursor.next()) {
            open.add((long) LONG.get(cursor.buffer(), cursor.offset(RowCursor.Image.AFTER, 0)));
        }
    }

    @Override
    public void committed(TransactionId id, LogPosition end, long commitMicros) {
        long now = System.nanoTime();
        synchronized (committed) {
            open.forEach(row -> committed.put(row, now));
        }
        open.clear();
    }

    @Override
    public void named(TransactionId id) {
        // Names do not matter here.
    }

    @Override
    public void statementWithin(LoggedStatement statement, LogPosition end, long commitMicros) {
        // Only rows count.
    }

    @Override
    public void statement(
            LoggedStatement statement, TransactionId id, LogPosition end, long commitMicros) {
        open.clear();
    }

    @Override
    public void rolledBack(TransactionId id, LogPosition end) {
        open.clear();
    }

    @Override
    public void moved(LogPosition end) {
        open.clear();
    }

    @Override
    public void broken() {
        open.clear();
    }

    @Override
    public void close() {
        stop.raise();
        reader.abort();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
