package dev.otter.engine.select;

import dev.otter.binlog.event.Event;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.EventHeader;
import dev.otter.binlog.event.Gtid;
import dev.otter.binlog.event.PayloadReader;
import dev.otter.binlog.event.Query;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.event.TableMapped;
import dev.otter.binlog.event.TransactionPayload;
import dev.otter.binlog.event.Xid;
import dev.otter.engine.change.LogListener;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.StatementSettings;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts the events of one stream together to transactions: begin, rows, end, and the position of
 * each. One stream, one thread.
 */
public final class TransactionReader implements AutoCloseable {
    private static final long WRAP = 1L << 32;
    private static final int SHAPES_MAX = 20_000;

    private final EventDecoder decoder;
    private final LogListener listener;
    private final PayloadReader payload = new PayloadReader();
    private final IdentityHashMap<TableMap, Boolean> wanted = new IdentityHashMap<>();
    private final Optional<Fingerprinter> prints;
    private final Predicate<TransactionId.Gtid> byGtid;
    private final StatementNames names;
    private LogPosition position;
    private String file;
    private long offset;

    private boolean open;
    private boolean rowsWanted;

    /** A GTID event has come, and not yet the end of what it names. */
    private boolean begun;

    private TransactionId named;
    private long commitMicros;
    private boolean completed;
    private TransactionId lastId;
    private long lastMicros = -1;

    /**
     * @param decoder of this stream alone
     * @param listener gets the transactions
     * @param start where the stream begins
     */
    public TransactionReader(EventDecoder decoder, LogListener listener, LogPosition start) {
        this(decoder, listener, start, Optional.empty(), _ -> true, StatementNames.TYPED);
    }

    /**
     * The same, giving transactions without GTID their fingerprints.
     *
     * @param prints of this stream alone
     * @param byGtid which transactions are named by their GTID; the others by their position
     * @param names how names in statements are to be taken
     */
    public TransactionReader(
            EventDecoder decoder,
            LogListener listener,
            LogPosition start,
            Optional<Fingerprinter> prints,
            Predicate<TransactionId.Gtid> byGtid,
            StatementNames names) {
        this.prints = prints;
        this.byGtid = byGtid;
        this.names = names;
        this.decoder = decoder;
        this.listener = listener;
        this.position = start;
        this.file = start.file();
        this.offset = start.offset();
    }

    /** Whether the last event ended a transaction or moved on outside of one. */
    boolean completed() {
        return completed;
    }

    /** Everything before here was handed on whole. */
    LogPosition position() {
        return position;
    }

    /** The transaction that the last event ended; null when it ended none. */
    TransactionId lastId() {
        return lastId;
    }

    /** Commit time of the newest transaction that ended; -1 before the first. */
    long commitMicros() {
        return lastMicros;
    }

    /** Takes the next event of the stream. */
    public void event(byte[] buffer, int at, int length) {
        completed = false;
        lastId = null;
        Event event = decoder.decode(buffer, at, length);
        advance(event);
        handle(event);
    }

    private void handle(Event event) {
        switch (event) {
            case RowsEvent rows -> rows(rows);
            case TableMapped _ -> {}
            case Xid xid -> commit(xid.header());
            case Query query -> query(query);
            case Gtid gtid -> gtid(gtid);
            case TransactionPayload packed -> payload(packed);
            case Event.Rotate rotate -> rotate(rotate);
            case Event.Heartbeat heartbeat -> heartbeat(heartbeat);
            case Event.FormatDescription _, Event.PreviousGtids _, Event.MariaGtidList _ -> idle();
            case Event.Stop _ -> idle();
            case Event.RowsQuery _, Event.Context _, Event.Ignored _, Event.LoadBlock _ -> {}
            case Event.XaPrepare prepare -> xa(prepare);
            case Event.Incident incident ->
                    throw new OtterException(
                            ErrorCode.LOG_UNREADABLE,
                            "the source says that changes are missing in its log: "
                                    + incident.message(),
                            "at " + here(),
                            "Compare source and target with 'otter check', copy what differs, and"
                                    + " start behind this position.");
        }
    }

    /**
     * Keeps the offset whole where the event's own field has only 32 bits.
     *
     * <p>A stream that begins behind a set of GTIDs sends the head of its first file with its true
     * place, and while it passes over transactions that are in the set it tells in heartbeats how
     * far it is. Those places lie before the one that is gone on at, in any distance: only what
     * goes on behind it can have gone round.
     */
    private void advance(Event event) {
        long next = event.header().nextPosition();
        if (event.header().artificial() || next == 0) {
            return;
        }
        switch (event) {
            case Event.FormatDescription _, Event.PreviousGtids _, Event.MariaGtidList _ ->
                    // The head of a file is in its first 4 GiB.
                    offset = Math.max(offset, next);
            case Event.Heartbeat _ -> {}
            default -> goOn(next);
        }
    }

    private void goOn(long next) {
        long whole = (offset & -WRAP) | next;
        if (whole >= offset) {
            offset = whole;
        } else if (offset - whole > WRAP / 2) {
            offset = whole + WRAP;
        }
        // Otherwise it was read before: a set of GTIDs with a gap asks for it once more.
    }

    private LogPosition here() {
        return new LogPosition(file, offset);
    }

    private void rows(RowsEvent event) {
        TableMap table = event.table();
        Boolean wants = wanted.get(table);
        if (wants == null) {
            if (wanted.size() >= SHAPES_MAX) {
                wanted.clear();
            }
            wants = listener.wants(table);
            wanted.put(table, wants);
        }
        if (wants) {
            rowsWanted = true;
            prints.ifPresent(print -> print.rows(event));
            listener.rows(event);
        }
    }

    private void gtid(Gtid gtid) {
        endUnfinished();
        prints.ifPresent(print -> print.begin(gtid));
        commitMicros = gtid.immediateCommitMicros();
        named = name(gtid);
        begun = true;
        if (named != null) {
            listener.named(named);
        }
        open = gtid.kind() == Gtid.Kind.MARIADB && !gtid.standalone();
        rowsWanted = false;
    }

    /** Null when it is to be named by its position. */
    private TransactionId name(Gtid gtid) {
        if (gtid.kind() != Gtid.Kind.MYSQL) {
            return null;
        }
        TransactionId.Gtid name = new TransactionId.Gtid(gtid.source(), gtid.tag(), gtid.number());
        return byGtid.test(name) ? name : null;
    }

    /**
     * A server that died while it wrote a transaction has left it without its end. It was rolled
     * back there, and replicas roll it back when they meet what comes behind.
     */
    private void endUnfinished() {
        if (open || begun) {
            listener.broken();
            prints.ifPresent(Fingerprinter::clear);
            open = false;
            begun = false;
            named = null;
            rowsWanted = false;
            commitMicros = 0;
        }
    }

    private void query(Query query) {
        if (query.begin()) {
            open = true;
            return;
        }
        if (query.commit()) {
            commit(query.header());
            return;
        }
        LoggedStatement statement = StatementReader.read(query, names);
        switch (statement.kind()) {
            case BEGIN -> open = true;
            case COMMIT -> commit(query.header());
            case ROLLBACK -> {
                TransactionId id = id(query.header());
                listener.rolledBack(id, here());
                ended(id);
            }
            case SAVEPOINT -> {}
            case ROLLBACK_TO_SAVEPOINT -> refuseIfRows("ROLLBACK TO SAVEPOINT");
            case XA -> xaStatement(statement, query.header());
            case TABLE_SHAPE, TRUNCATE, DROP_DATABASE ->
                    other(settled(statement, query), query.header());
            case ROWS_AS_STATEMENT, OTHER -> other(statement, query.header());
        }
    }

    private static LoggedStatement settled(LoggedStatement statement, Query query) {
        return statement.with(
                new StatementSettings(
                        query.schema(),
                        query.sql(),
                        query.status(),
                        query.header().timestampSeconds()));
    }

    private void other(LoggedStatement statement, EventHeader header) {
        prints.ifPresent(print -> print.statement(statement));
        // MySQL marks a table that is created from a SELECT so: its rows follow.
        open |= statement.text().stripTrailing().endsWith("START TRANSACTION");
        if (open) {
            listener.statementWithin(statement, here(), micros(header));
            return;
        }
        TransactionId id = id(header);
        listener.statement(statement, id, here(), micros(header));
        ended(id);
    }

    /** XA START and END enclose rows; XA COMMIT and ROLLBACK are transactions of their own. */
    private void xaStatement(LoggedStatement statement, EventHeader header) {
        String text = statement.text().stripLeading().toUpperCase(java.util.Locale.ROOT);
        if (text.startsWith("XA START") || text.startsWith("XA BEGIN")) {
            open = true;
        } else if (!text.startsWith("XA END")) {
            commit(header);
        }
    }

    private void xa(Event.XaPrepare prepare) {
        if (!prepare.onePhase()) {
            refuseIfRows("XA PREPARE (a transaction in two phases)");
        }
        commit(prepare.header());
    }

    private void refuseIfRows(String what) {
        if (rowsWanted) {
            throw new OtterException(
                    ErrorCode.LOG_UNREADABLE,
                    "the log holds "
                            + what
                            + " after rows of tables in scope, which is not supported",
                    "at " + here(),
                    "Nothing of this transaction was applied. Apply it by hand on the target, and"
                            + " start the pipeline behind it.");
        }
    }

    private void payload(TransactionPayload packed) {
        payload.open(packed);
        while (payload.next()) {
            handle(decoder.decodeInner(payload.buffer(), payload.offset(), payload.length()));
        }
    }

    private void commit(EventHeader header) {
        TransactionId id = id(header);
        lastMicros = micros(header);
        listener.committed(id, here(), lastMicros);
        ended(id);
    }

    private long micros(EventHeader header) {
        return commitMicros > 0 ? commitMicros : header.timestampSeconds() * 1_000_000;
    }

    private TransactionId id(EventHeader header) {
        if (named != null) {
            return named;
        }
        return prints.<TransactionId>map(
                        print -> new TransactionId.AtPosition(here(), print.end(header)))
                .orElseGet(() -> new TransactionId.AtPosition(here()));
    }

    private void ended(TransactionId id) {
        open = false;
        begun = false;
        named = null;
        rowsWanted = false;
        commitMicros = 0;
        position = here();
        completed = true;
        lastId = id;
    }

    private void rotate(Event.Rotate rotate) {
        if (rotate.header().artificial() && rotate.file().equals(file)) {
            return;
        }
        endUnfinished();
        file = rotate.file();
        offset = rotate.position();
        idle();
    }

    private void heartbeat(Event.Heartbeat heartbeat) {
        if (!open && !begun && heartbeat.file().equals(file)) {
            offset = Math.max(offset, heartbeat.position());
        }
        idle();
        if (!completed && !open && named == null) {
            // A sign of life for those who wait for their turn between two transactions.
            listener.moved(position);
        }
    }

    /** Outside of a transaction the position moves on. */
    private void idle() {
        if (open || begun) {
            return;
        }
        LogPosition here = here();
        if (here.compareTo(position) > 0) {
            position = here;
            completed = true;
            listener.moved(here);
        }
    }

    @Override
    public void close() {
        payload.close();
    }
}
