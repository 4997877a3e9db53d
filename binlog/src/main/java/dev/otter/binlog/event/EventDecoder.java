package dev.otter.binlog.event;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.BinlogFormatException.Code;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.RowsEvent.Kind;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Turns raw events of one stream into {@link Event}s, in the order of the log. Keeps what later
 * events need: the format description and the table maps. Checks checksums. An event of a type that
 * it does not know and that the server did not mark as ignorable is a {@link
 * BinlogFormatException}, never passed over.
 *
 * <p>Not thread safe. Frequent events are refilled: an event is valid until the next call, and as
 * long as the buffer it was decoded from stays unchanged. After an exception the stream cannot go
 * on.
 */
public final class EventDecoder {
    private static final int CHECKSUM = 4;
    private static final int TYPES = 256;
    private static final long DUMMY_TABLE = 0xFFFFFF;
    private static final int SHORT_TABLE_ID = 6;
    private static final int ROWS_V2_HEADER = 10;
    private static final int STATEMENT_END = 1;

    private final TableMapCache tables = new TableMapCache();
    private final CRC32 crc = new CRC32();
    private final ByteReader in = new ByteReader(new byte[0], 0, 0);
    private final EventHeader header = new EventHeader();
    private final RowsEvent rows = new RowsEvent(header);
    private final TableMapped mapped = new TableMapped(header);
    private final Gtid gtid = new Gtid(header);
    private final Query query = new Query(header);
    private final Xid xid = new Xid(header);
    private final RareEvents rare = new RareEvents();
    private final int[] postHeader = new int[TYPES];
    private boolean described;
    private boolean checksums;

    /** The rows of this statement come from a REPLACE. */
    private boolean replacing;

    private MetadataDialect dialect = MetadataDialect.of("", false);

    /** Forgets the stream: the next events come from a new connection or a new file. */
    public void reset() {
        described = false;
        replacing = false;
        tables.statementEnd();
    }

    /** Decodes one event of the stream, header and checksum included. */
    public Event decode(byte[] buffer, int offset, int length) {
        header(buffer, offset, length);
        try {
            int body = length - EventHeader.LENGTH - checksum(buffer, offset, length);
            if (body < 0) {
                throw malformed("no room for the checksum");
            }
            in.reset(buffer, offset + EventHeader.LENGTH, body);
            return body();
        } catch (BinlogFormatException e) {
            throw e.at(header.toString());
        }
    }

    /** Decodes one event out of a {@link PayloadReader}: these have no checksum of their own. */
    public Event decodeInner(byte[] buffer, int offset, int length) {
        header(buffer, offset, length);
        try {
            in.reset(buffer, offset + EventHeader.LENGTH, length - EventHeader.LENGTH);
            return body();
        } catch (BinlogFormatException e) {
            throw e.at("inside a compressed transaction").at(header.toString());
        }
    }

    private void header(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length < EventHeader.LENGTH) {
            throw malformed("an event of " + length + " bytes");
        }
        header.read(buffer, offset);
        if (header.length() != length) {
            throw malformed("an event of " + header.length() + " bytes in a frame of " + length)
                    .at(header.toString());
        }
    }

    /** Checks the checksum and returns how many bytes it takes at the end. */
    private int checksum(byte[] buffer, int offset, int length) {
        int type = header.type();
        if (type == EventType.FORMAT_DESCRIPTION) {
            return describedChecksum(buffer, offset, length);
        }
        if (type == EventType.ROTATE && (header.artificial() || !described)) {
            // It comes before the description of the file it names: only the bytes can tell.
            return length >= EventHeader.LENGTH + CHECKSUM && sound(buffer, offset, length)
                    ? CHECKSUM
                    : 0;
        }
        if (!described) {
            throw malformed("an event before the format description");
        }
        if (!checksums) {
            return 0;
        }
        verify(buffer, offset, length);
        return CHECKSUM;
    }

    /** A format description always has the room, and carries a sum when it says so itself. */
    private int describedChecksum(byte[] buffer, int offset, int length) {
        if (length < EventHeader.LENGTH + 57 + 1 + CHECKSUM) {
            throw malformed("a format description of " + length + " bytes");
        }
        int algorithm = Bytes.u8(buffer, offset + length - CHECKSUM - 1);
        if (algorithm > 1) {
            throw malformed("checksum algorithm " + algorithm);
        }
        if (algorithm == 1 && (header.flags() & 1) == 0) {
            verify(buffer, offset, length);
        }
        return CHECKSUM;
    }

    private void verify(byte[] buffer, int offset, int length) {
        if (length < EventHeader.LENGTH + CHECKSUM) {
            throw malformed("no room for the checksum");
        }
        if (!sound(buffer, offset, length)) {
            throw new BinlogFormatException(Code.CHECKSUM, "the event's checksum does not match");
        }
    }

    private boolean sound(byte[] buffer, int offset, int length) {
        crc.reset();
        crc.update(buffer, offset, length - CHECKSUM);
        return (int) crc.getValue() == Bytes.i32(buffer, offset + length - CHECKSUM);
    }

    private Event body() {
        int type = header.type();
        return switch (type) {
            case EventType.WRITE_ROWS, EventType.WRITE_ROWS_V1 -> rows(Kind.INSERT);
            case EventType.UPDATE_ROWS, EventType.UPDATE_ROWS_V1 -> rows(Kind.UPDATE);
            case EventType.DELETE_ROWS, EventType.DELETE_ROWS_V1 -> rows(Kind.DELETE);
            case EventType.PARTIAL_UPDATE_ROWS -> partialRows();
            case EventType.MARIADB_WRITE_ROWS_COMPRESSED_V1,
                    EventType.MARIADB_WRITE_ROWS_COMPRESSED ->
                    compressedRows(Kind.INSERT);
            case EventType.MARIADB_UPDATE_ROWS_COMPRESSED_V1,
                    EventType.MARIADB_UPDATE_ROWS_COMPRESSED ->
                    compressedRows(Kind.UPDATE);
            case EventType.MARIADB_DELETE_ROWS_COMPRESSED_V1,
                    EventType.MARIADB_DELETE_ROWS_COMPRESSED ->
                    compressedRows(Kind.DELETE);
            case EventType.TABLE_MAP -> tableMap();
            case EventType.GTID -> gtid.readMysql(in, false);
            case EventType.ANONYMOUS_GTID -> gtid.readMysql(in, true);
            case EventType.GTID_TAGGED -> gtid.readTagged(in);
            case EventType.MARIADB_GTID -> gtid.readMaria(in);
            case EventType.QUERY -> query.read(in, false);
            case EventType.EXECUTE_LOAD_QUERY -> query.read(in, true);
            case EventType.MARIADB_QUERY_COMPRESSED -> compressedQuery();
            case EventType.XID -> xid.fill(in.i64());
            case EventType.FORMAT_DESCRIPTION -> describe();
            case EventType.TRANSACTION_PAYLOAD -> TransactionPayload.read(header.copy(), in);
            case EventType.MARIADB_ANNOTATE_ROWS -> annotation();
            default -> rare.read(header.copy(), in);
        };
    }

    /** The text goes before the rows of its statement. */
    private Event annotation() {
        Event.RowsQuery annotation = new Event.RowsQuery(header.copy(), in.take(in.remaining()));
        replacing = ReplaceText.replaces(annotation.sql());
        return annotation;
    }

    private Event describe() {
        Event.FormatDescription format = rare.formatDescription(header.copy(), in, postHeader);
        described = true;
        checksums = format.checksums();
        MetadataDialect spoken = MetadataDialect.of(format.serverVersion(), format.mariadb());
        if (!spoken.equals(dialect)) {
            tables.clear();
            dialect = spoken;
        }
        tables.statementEnd();
        return format;
    }

    private Event tableMap() {
        long id = tableId(EventType.TABLE_MAP);
        return mapped.fill(tables.map(id, dialect, in));
    }

    private long tableId(int type) {
        return postHeader[type] == SHORT_TABLE_ID ? in.u32() : in.u48();
    }

    private Event rows(Kind kind) {
        int type = header.type();
        long id = tableId(type);
        int flags = in.u16();
        if (postHeader[type] == ROWS_V2_HEADER) {
            int extra = in.u16();
            if (extra < 2) {
                throw malformed("extra row data of " + extra + " bytes");
            }
            in.skip(extra - 2);
        }
        TableMap table = tables.current(id);
        boolean last = (flags & STATEMENT_END) != 0;
        if (table == null) {
            if (id == DUMMY_TABLE && last) {
                tables.statementEnd();
                replacing = false;
                return new Event.Ignored(header.copy());
            }
            throw new BinlogFormatException(
                    Code.UNKNOWN_TABLE, "rows of table number " + id + ", which was not announced");
        }
        RowsEvent event = rows.read(kind, table, flags, in).replacing(replacing);
        if (last) {
            tables.statementEnd();
            replacing = false;
        }
        return event;
    }

    private Event partialRows() {
        return rows(Kind.UPDATE) instanceof RowsEvent event
                ? event.withPartialJson()
                : new Event.Ignored(header.copy());
    }

    private Event compressedRows(Kind kind) {
        if (!(rows(kind) instanceof RowsEvent event)) {
            return new Event.Ignored(header.copy());
        }
        int room = event.rowsOffset() - event.beforeBitmap();
        in.reset(event.buffer(), event.rowsOffset(), event.rowsLength());
        byte[] expanded = MariaCompression.expand(in, room);
        return event.withRows(expanded, room, expanded.length - room);
    }

    private Event compressedQuery() {
        Query read = query.read(in, false);
        in.reset(read.sqlBuffer(), read.sqlOffset(), read.sqlLength());
        return read.expand(MariaCompression.expand(in, 0));
    }
}
