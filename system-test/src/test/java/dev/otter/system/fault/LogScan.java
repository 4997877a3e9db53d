package dev.otter.system.fault;

import dev.otter.binlog.event.Event;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.Gtid;
import dev.otter.binlog.event.PayloadReader;
import dev.otter.binlog.event.Query;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TransactionPayload;
import dev.otter.binlog.event.Xid;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import dev.otter.system.fault.LoggedTransaction.Mark;
import dev.otter.testkit.server.MysqlServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a server's whole log, from its first file to its end, into transactions. Knows nothing of
 * the engine but the columns of its checkpoint table. One scan, one thread. The log must have full
 * row images.
 */
final class LogScan {
    private static final int SLOT_GROUP = 3;
    private static final int SLOT_TRANSACTIONS = 6;

    private final String database;
    private final EventDecoder decoder = new EventDecoder();
    private final RowCursor cursor = new RowCursor();
    private final List<LoggedTransaction> transactions = new ArrayList<>();

    private String file = "";
    private long offset;
    private TransactionId named;
    private boolean inScope;
    private final List<Mark> marks = new ArrayList<>();
    private final Set<TransactionId> claims = new LinkedHashSet<>();

    private LogScan(String database) {
        this.database = database;
    }

    /**
     * All transactions that change rows of the database, or write checkpoint slots.
     *
     * @param database whose tables are under test
     */
    static List<LoggedTransaction> of(MysqlServer server, String database) {
        MysqlEndpoint endpoint = MysqlEndpoint.of(server.host(), server.port(), "root", "");
        LogScan scan = new LogScan(database);
        try (MysqlConnection asking = MysqlConnection.connect(endpoint);
                MysqlConnection reading = MysqlConnection.connect(endpoint);
                PayloadReader payload = new PayloadReader()) {
            String first = new BinlogFiles(asking).list().getFirst().name();
            scan.file = first;
            try (BinlogStream stream =
                    BinlogStream.open(
                            reading, new StreamStart.AtFile(first, 4), StreamConfig.glance())) {
                while (stream.next()) {
                    scan.event(
                            scan.decoder.decode(stream.buffer(), stream.offset(), stream.length()),
                            payload);
                }
            }
        }
        return scan.transactions;
    }

    private void event(Event event, PayloadReader payload) {
        if (!event.header().artificial() && event.header().nextPosition() > 0) {
            offset = event.header().nextPosition();
        }
        inner(event);
        if (event instanceof TransactionPayload packed) {
            payload.open(packed);
            while (payload.next()) {
                inner(decoder.decodeInner(payload.buffer(), payload.offset(), payload.length()));
            }
        }
    }

    private void inner(Event event) {
        switch (event) {
            case Gtid gtid when gtid.kind() == Gtid.Kind.MYSQL ->
                    named = new TransactionId.Gtid(gtid.source(), gtid.tag(), gtid.number());
            case Event.Rotate rotate -> {
                file = rotate.file();
                offset = rotate.position();
            }
            case RowsEvent rows -> rows(rows);
            case Xid _ -> commit();
            case Query query when query.begin() -> {}
            case Query query when query.text().startsWith("SAVEPOINT") -> {}
            case Query query when query.text().startsWith("ROLLBACK") -> forget();
            case Query _ -> commit();
            case Gtid _,
                    TransactionPayload _,
                    dev.otter.binlog.event.TableMapped _,
                    Event.FormatDescription _,
                    Event.PreviousGtids _,
                    Event.MariaGtidList _,
                    Event.XaPrepare _,
                    Event.Heartbeat _,
                    Event.RowsQuery _,
                    Event.Context _,
                    Event.LoadBlock _,
                    Event.Incident _,
                    Event.Stop _,
                    Event.Ignored _ -> {}
        }
    }

    private void commit() {
        LogPosition end = new LogPosition(file, offset);
        if (inScope || !claims.isEmpty()) {
            TransactionId id = named != null ? named : new TransactionId.AtPosition(end);
            transactions.add(new LoggedTransaction(id, end, inScope, marks, List.copyOf(claims)));
        }
        forget();
    }

    private void forget() {
        named = null;
        inScope = false;
        marks.clear();
        claims.clear();
    }

    private void rows(RowsEvent rows) {
        String schema = rows.table().schema();
        String table = rows.table().table();
        boolean slots = schema.equals("retl") && table.equals("retl_checkpoint");
        boolean mark = schema.equals(database) && AuditMarks.TABLES.contains(table);
        inScope |= schema.equals(database);
        if (!slots && !mark) {
            return;
        }
        cursor.open(rows);
        while (cursor.next()) {
            if (slots) {
                claim();
            } else {
                Image image = cursor.has(Image.AFTER) ? Image.AFTER : Image.BEFORE;
                marks.add(new Mark(table, number(image, 0)));
            }
        }
    }

    /** Ids that stay because pieces of one group share a slot were claimed by an earlier piece. */
    private void claim() {
        if (!cursor.has(Image.AFTER)) {
            return;
        }
        Set<TransactionId> added = ids(Image.AFTER);
        if (cursor.has(Image.BEFORE)
                && number(Image.BEFORE, SLOT_GROUP) == number(Image.AFTER, SLOT_GROUP)) {
            added.removeAll(ids(Image.BEFORE));
        }
        claims.addAll(added);
    }

    private Set<TransactionId> ids(Image image) {
        int length = cursor.length(image, SLOT_TRANSACTIONS);
        if (length < 0) {
            throw new IllegalStateException("the target's log has no full row images");
        }
        String text =
                new String(
                        cursor.buffer(),
                        cursor.offset(image, SLOT_TRANSACTIONS),
                        length,
                        StandardCharsets.UTF_8);
        return new LinkedHashSet<>(TransactionSet.decode(text));
    }

    private long number(Image image, int column) {
        int at = cursor.offset(image, column);
        long value = 0;
        for (int i = cursor.length(image, column) - 1; i >= 0; i--) {
            value = value << 8 | cursor.buffer()[at + i] & 0xFF;
        }
        return value;
    }
}
