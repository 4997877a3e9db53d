package dev.otter.engine.verify.online;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.select.StatementNames;
import dev.otter.engine.select.TransactionReader;
import dev.otter.engine.verify.Connections;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Reads a part of the source's log, as a replica of number 0 that disturbs no other, and notes what
 * touches the keys in question. One use, one thread.
 */
final class LogScan implements LogListener {
    private static final int BUFFER = 512 * 1024;
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Endpoint source;
    private final Watched watched;
    private final Touches touches;
    private final Pause pause;
    private final boolean byGtids;
    private final RowCursor cursor = new RowCursor();
    private final Set<Long> current = new HashSet<>();
    private boolean currentAll;
    private StreamStart next;
    private LogPosition reached;

    /**
     * @param start where to begin
     * @param end where the log ends now, and whether transactions are named by GTIDs; positions in
     *     files before are not told apart
     */
    LogScan(
            Endpoint source,
            Watched watched,
            Touches touches,
            Pause pause,
            StreamStart start,
            SourcePoint end) {
        this.source = source;
        this.watched = watched;
        this.touches = touches;
        this.pause = pause;
        this.byGtids = end.named();
        this.next = start;
        this.reached =
                start instanceof StreamStart.AtFile(String name, long offset)
                        ? new LogPosition(name, offset)
                        : new LogPosition(end.end().file(), 0);
    }

    /**
     * Reads on to this point. What the server does not send yet, because it is not synced to its
     * disk, is waited for.
     *
     * @throws OtterException when the log cannot be read, or does not come in time
     */
    void upTo(LogPosition end) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            readOnce(end);
            if (reached.compareTo(end) >= 0) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw unreadable("it does not come as far as " + end, null);
            }
            if (pause.await(AGAIN)) {
                throw new CancellationException("the comparison was stopped");
            }
        }
    }

    private void readOnce(LogPosition end) {
        if (reached.compareTo(end) >= 0) {
            return;
        }
        StreamConfig config =
                new StreamConfig(0, Optional.empty(), false, Duration.ofSeconds(10), false, BUFFER);
        try (BinlogStream stream =
                        BinlogStream.open(
                                MysqlConnection.connect(Connections.address(source)),
                                next,
                                config);
                TransactionReader reader =
                        new TransactionReader(
                                new EventDecoder(),
                                this,
                                reached,
                                Optional.empty(),
                                _ -> byGtids,
                                StatementNames.TYPED)) {
            while (reached.compareTo(end) < 0 && stream.next()) {
                reader.event(stream.buffer(), stream.offset(), stream.length());
            }
        } catch (WireException e) {
            throw unreadable(e.getMessage(), e);
        } catch (BinlogFormatException e) {
            throw unreadable(e.getMessage(), e);
        } finally {
            current.clear();
            currentAll = false;
        }
    }

    private OtterException unreadable(String what, Throwable cause) {
        return new OtterException(
                ErrorCode.CHECK_LOG_UNREADABLE,
                "the source's log behind " + reached + " cannot be read: " + what,
                "endpoint " + source,
                "Rows cannot be proven different without it. Let the pipeline come near the end of"
                        + " the log, see that logs are kept long enough, and compare again.",
                cause);
    }

    @Override
    public boolean wants(TableMap table) {
        return watched.wants(table);
    }

    @Override
    public void rows(RowsEvent event) {
        if (watched.cascades(event)) {
            currentAll = true;
        }
        if (currentAll || !watched.compared(event.table())) {
            return;
        }
        Optional<TouchHash.InLog> key = watched.key(event.table());
        if (key.isEmpty()) {
            currentAll = true;
            return;
        }
        cursor.open(event);
        while (cursor.next() && !currentAll) {
            note(key.get(), Image.BEFORE);
            note(key.get(), Image.AFTER);
        }
    }

    private void note(TouchHash.InLog key, Image image) {
        if (!cursor.has(image)) {
            return;
        }
        OptionalLong hash = key.of(cursor, image);
        if (hash.isEmpty()) {
            currentAll = true;
        } else if (touches.asksFor(hash.getAsLong())) {
            current.add(hash.getAsLong());
        }
    }

    @Override
    public void named(TransactionId id) {
        // The end tells it too.
    }

    @Override
    public void statement(
            LoggedStatement statement, TransactionId id, LogPosition end, long commitMicros) {
        statementWithin(statement, end, commitMicros);
        finish(id, end);
    }

    @Override
    public void statementWithin(LoggedStatement statement, LogPosition end, long commitMicros) {
        boolean named = statement.tables().stream().anyMatch(watched::names);
        switch (statement.kind()) {
            case TABLE_SHAPE -> {
                if (named && end.compareTo(watched.since()) > 0) {
                    throw altered(statement, end);
                }
                currentAll |= named;
            }
            case TRUNCATE -> currentAll |= named;
            case ROWS_AS_STATEMENT ->
                    currentAll |=
                            named
                                    || statement.tables().stream()
                                            .anyMatch(LoggedStatement::standsForAny);
            case DROP_DATABASE -> currentAll = true;
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, ROLLBACK_TO_SAVEPOINT, XA, OTHER -> {}
        }
    }

    private static OtterException altered(LoggedStatement statement, LogPosition end) {
        return new OtterException(
                ErrorCode.CHECK_TABLE_ALTERED,
                "a table was altered while it was compared",
                "table " + statement.tables().getFirst() + " at " + end,
                "Compare again.");
    }

    @Override
    public void committed(TransactionId id, LogPosition end, long commitMicros) {
        finish(id, end);
    }

    /** Tables without transactions keep their rows, so it counts like a commit. */
    @Override
    public void rolledBack(TransactionId id, LogPosition end) {
        finish(id, end);
    }

    private void finish(TransactionId id, LogPosition end) {
        Named transaction = new Named(id, end);
        if (currentAll) {
            touches.touchedAll(transaction);
        } else if (!current.isEmpty()) {
            touches.touched(transaction, Set.copyOf(current));
        }
        current.clear();
        currentAll = false;
        at(end);
    }

    @Override
    public void moved(LogPosition end) {
        at(end);
    }

    private void at(LogPosition end) {
        reached = end;
        next = new StreamStart.AtFile(end.file(), end.offset());
    }

    @Override
    public void broken() {
        current.clear();
        currentAll = false;
    }
}
