package dev.otter.engine.select;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSetBuilder;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.DumpRefusedException;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.relay.LogFeed;
import dev.otter.engine.relay.OwnFeed;
import dev.otter.engine.relay.ReadingPlace;
import dev.otter.engine.relay.RelayFigures;
import dev.otter.engine.relay.RelayLostException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionId.Gtid;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Reads a source's log and hands its transactions on, in order, each exactly once per run: after a
 * broken connection it goes on behind the last transaction that was handed on whole.
 *
 * <p>{@link #run} belongs to one thread; {@link #abort} may come from any. Ends only by the stop
 * signal or by an error that waiting cannot mend.
 */
public final class LogReader {
    /** Name of the stage. */
    public static final String STAGE = "select";

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int FORMAT_FAILURES_MAX = 3;

    private final LogSource source;
    private final LogListener listener;
    private final StatusBoard board;
    private final StopSignal stop;
    private final AtomicReference<MysqlConnection> current = new AtomicReference<>();
    private final AtomicReference<LogFeed> feed = new AtomicReference<>();
    private final GtidSetBuilder read = new GtidSetBuilder();
    private volatile LogPosition done;

    /** Where the log ended when the source was last connected to; null before. */
    private volatile LogPosition end;

    private volatile long newestMicros = -1;
    private int formatFailures;

    public LogReader(LogSource source, LogListener listener, StatusBoard board, StopSignal stop) {
        this.source = source;
        this.listener = listener;
        this.board = board;
        this.stop = stop;
    }

    /**
     * Reads until stopped.
     *
     * @param from where to begin
     * @throws OtterException when the log cannot be read and waiting does not help
     */
    public void run(Checkpoint from) throws InterruptedException {
        done = from.position();
        if (source.gtids()) {
            read.add(GtidSet.parse(from.gtids()));
        }
        source.shared().enter();
        try {
            readOn();
        } finally {
            source.shared().leave();
        }
    }

    private void readOn() throws InterruptedException {
        Backoff backoff =
                new Backoff(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10),
                        RandomGenerator.getDefault());
        while (!stop.raised()) {
            LogPosition before = done;
            try {
                readOnce();
            } catch (WireException e) {
                listener.broken();
                failIfHopeless(e);
                if (!stop.raised()) {
                    board.waiting(STAGE, reason(e));
                }
            } catch (BinlogFormatException e) {
                listener.broken();
                formatFailures = done.equals(before) ? formatFailures + 1 : 1;
                if (formatFailures >= FORMAT_FAILURES_MAX) {
                    throw unreadable(e);
                }
                board.waiting(STAGE, "reading the log again after: " + e.getMessage());
            }
            if (!done.equals(before)) {
                backoff.reset();
            }
            if (!stop.raised()) {
                stop.pause(backoff.next());
            }
        }
    }

    /**
     * Whether there is more in the log than was read: its end, as it was when the source was last
     * connected to, is not reached yet.
     */
    public boolean behind() {
        LogPosition wanted = end;
        LogPosition reached = done;
        return wanted == null || reached == null || reached.compareTo(wanted) < 0;
    }

    /** Commit time of the newest transaction read, in scope or not; -1 before the first. */
    public long newestMicros() {
        return newestMicros;
    }

    /** Whether events come by the reader that other pipelines use too, not by its own connection. */
    public boolean readsShared() {
        LogFeed events = feed.get();
        return events != null && events.shared();
    }

    /** The relay of that reader; empty when there is none. */
    public Optional<RelayFigures> relay() {
        return source.shared().figures();
    }

    /** Breaks a read that waits for the source, for a fast stop. */
    public void abort() {
        LogFeed events = feed.get();
        if (events != null) {
            events.abort();
        }
        MysqlConnection connection = current.get();
        if (connection != null) {
            connection.abort();
        }
    }

    private String reason(WireException e) {
        return switch (e) {
            case AuthRefusedException refused ->
                    "the source refuses the account: " + refused.getMessage();
            case DumpRefusedException refused -> refused.getMessage();
            case RelayLostException lost -> lost.getMessage();
            default -> "no connection to the source, trying again: " + e.getMessage();
        };
    }

    private void failIfHopeless(WireException e) {
        if (e instanceof DumpRefusedException refused
                && (refused.reason() == DumpRefusedException.Reason.PURGED
                        || refused.reason() == DumpRefusedException.Reason.OUT_OF_RANGE)) {
            throw new OtterException(
                    ErrorCode.LOG_PURGED,
                    "the source does not have the log behind "
                            + done
                            + " any more: "
                            + refused.getMessage(),
                    source.where(),
                    "Copy the data anew and start behind the copy; keep logs longer on the source"
                            + " (binlog_expire_logs_seconds).",
                    e);
        }
    }

    private OtterException unreadable(BinlogFormatException e) {
        return new OtterException(
                ErrorCode.LOG_UNREADABLE,
                "the log behind " + done + " cannot be decoded: " + e.getMessage(),
                source.where(),
                "Nothing of this transaction was applied. Report the log file; it can be kept with"
                        + " mysqlbinlog --raw.",
                e);
    }

    private void readOnce() {
        MysqlConnection connection = MysqlConnection.connect(source.endpoint());
        current.set(connection);
        requireSameServer(connection);
        LogEnd now = new BinlogFiles(connection).end();
        end = new LogPosition(now.file(), now.offset());
        Optional<StreamStart> start;
        try {
            start = start(connection);
        } catch (RuntimeException e) {
            current.set(null);
            connection.abort();
            throw e;
        }
        if (start.isEmpty()) {
            current.set(null);
            connection.close();
            board.waiting(STAGE, "the source has not begun the log file behind " + done + " yet");
            return;
        }
        try (LogFeed events = feed(connection, start.get());
                TransactionReader transactions =
                        new TransactionReader(
                                new EventDecoder(),
                                listener,
                                done,
                                source.printed().map(Fingerprinter::new),
                                id -> source.gtids() || source.known().contains(id),
                                source.names())) {
            board.moving(STAGE);
            boolean located = !source.gtids();
            while (!stop.raised() && events.next()) {
                board.bytesRead.add(events.length());
                transactions.event(events.buffer(), events.offset(), events.length());
                if (transactions.completed()) {
                    done = transactions.position();
                    newestMicros = Math.max(newestMicros, transactions.commitMicros());
                    remember(transactions.lastId());
                    located |= transactions.lastId() != null;
                }
                if (!events.shared() && transactions.between() && offered(events, located)) {
                    return;
                }
            }
        } finally {
            feed.set(null);
            current.set(null);
            connection.close();
        }
    }

    /** By the shared reader when that has the place, else by the connection. */
    private LogFeed feed(MysqlConnection connection, StreamStart start) {
        Optional<LogFeed> shared = source.shared().join(place());
        shared.ifPresent(_ -> connection.close());
        LogFeed events =
                shared.orElseGet(() ->
                        new OwnFeed(BinlogStream.open(connection, start, config())));
        feed.set(events);
        return events;
    }

    /**
     * Whether to go over to the shared reader.
     *
     * @param located the position is known to be of the server that is read
     */
    private boolean offered(LogFeed events, boolean located) {
        return source.shared().offers(this::place, () -> located && !events.available());
    }

    private ReadingPlace place() {
        return new ReadingPlace(
                done.file(),
                done.offset(),
                source.gtids() ? Optional.of(read.build()) : Optional.empty());
    }

    /** A position of one server's log must never be looked up in another's. */
    private void requireSameServer(MysqlConnection connection) {
        if (source.identity().isEmpty()) {
            return;
        }
        String found;
        try {
            found = ServerIdentity.of(connection);
        } catch (RuntimeException e) {
            current.set(null);
            connection.abort();
            throw e;
        }
        if (!found.equals(source.identity().get())) {
            current.set(null);
            connection.close();
            listener.broken();
            throw new OtterException(
                    ErrorCode.SOURCE_REPLACED,
                    "at "
                            + source.endpoint().address()
                            + " answers server "
                            + found
                            + ", no longer "
                            + source.identity().get(),
                    source.where(),
                    "Nothing to do: the place to go on at is looked up in its log.");
        }
    }

    private void remember(TransactionId id) {
        if (source.gtids() && id instanceof Gtid gtid) {
            read.add(
                    new dev.otter.binlog.gtid.Gtid(
                            new dev.otter.binlog.gtid.GtidSource(gtid.source(), gtid.tag()),
                            gtid.number()));
        }
    }

    /** Empty while the place to go on at is not there yet. */
    private Optional<StreamStart> start(MysqlConnection connection) {
        if (source.gtids()) {
            return Optional.of(new StreamStart.AfterGtids(read.build()));
        }
        return FarPosition.is(done)
                ? FarPosition.behind(done, new BinlogFiles(connection).list(), source.where())
                : Optional.of(new StreamStart.AtFile(done.file(), done.offset()));
    }

    private StreamConfig config() {
        return StreamConfig.of(source.serverId()).withHeartbeat(HEARTBEAT);
    }
}
