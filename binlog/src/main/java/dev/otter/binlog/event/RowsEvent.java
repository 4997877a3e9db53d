package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.BinlogFormatException.Code;
import dev.otter.binlog.bytes.ByteReader;
import java.util.Objects;

/**
 * Rows of one table, not decoded: a {@link RowCursor} does that. Refilled by the decoder; valid,
 * with the bytes it points at, until the next event is decoded. {@link #moved} gives one that lives
 * on.
 */
public final class RowsEvent implements Event {
    /** What happened to the rows. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    private static final int STATEMENT_END = 1;
    private static final int NO_FOREIGN_KEY_CHECKS = 2;
    private static final int RELAXED_UNIQUE_CHECKS = 4;
    private static final int COMPLETE_ROWS = 8;
    private static final int SQL_FOREIGN_KEYS = 16;

    private final EventHeader header;
    private Kind kind = Kind.INSERT;
    private boolean partialJson;
    private boolean replacing;
    private int flags;
    private TableMap table;
    private byte[] buffer = {};
    private int bitmaps;
    private int rows;
    private int end;
    private long position;

    RowsEvent(EventHeader header) {
        this.header = header;
    }

    /** Reads what stands behind the table's number; rows stay as they are. */
    RowsEvent read(Kind newKind, TableMap map, int newFlags, ByteReader in) {
        kind = newKind;
        table = map;
        flags = newFlags;
        partialJson = false;
        position = header.nextPosition();
        int columns = in.packedUpTo(Integer.MAX_VALUE, "number of columns");
        if (columns != map.columnCount()) {
            throw new BinlogFormatException(
                            Code.MALFORMED,
                            columns + " columns in rows, " + map.columnCount() + " in the map")
                    .at("table " + map);
        }
        int width = (columns + 7) >> 3;
        buffer = in.buffer();
        bitmaps = in.skip(kind == Kind.UPDATE ? 2L * width : width);
        rows = in.position();
        end = in.limit();
        return this;
    }

    RowsEvent replacing(boolean byReplace) {
        replacing = byReplace;
        return this;
    }

    RowsEvent withPartialJson() {
        partialJson = true;
        return this;
    }

    /** Puts expanded rows in place of the compressed ones; the bitmaps come along. */
    RowsEvent withRows(byte[] expanded, int offset, int length) {
        int bitmapBytes = rows - bitmaps;
        System.arraycopy(buffer, bitmaps, expanded, offset - bitmapBytes, bitmapBytes);
        buffer = expanded;
        bitmaps = offset - bitmapBytes;
        rows = offset;
        end = offset + length;
        return this;
    }

    /** Bytes that {@link #moved} needs. */
    public int bodyLength() {
        return end - bitmaps;
    }

    /**
     * A lasting copy of this event, whose bytes are put into {@code target} at {@code offset}. The
     * target must not change while the copy is in use.
     */
    public RowsEvent moved(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, bodyLength(), target.length);
        System.arraycopy(buffer, bitmaps, target, offset, bodyLength());
        RowsEvent copy = new RowsEvent(header.copy());
        copy.kind = kind;
        copy.partialJson = partialJson;
        copy.replacing = replacing;
        copy.flags = flags;
        copy.table = table;
        copy.buffer = target;
        copy.bitmaps = offset;
        copy.rows = offset + rows - bitmaps;
        copy.end = offset + end - bitmaps;
        copy.position = position;
        return copy;
    }

    @Override
    public EventHeader header() {
        return header;
    }

    public Kind kind() {
        return kind;
    }

    public TableMap table() {
        return table;
    }

    /** The flags as they are. */
    public int flags() {
        return flags;
    }

    /** The statement's last rows. */
    public boolean statementEnd() {
        return (flags & STATEMENT_END) != 0;
    }

    /** The session checked foreign keys. */
    public boolean foreignKeyChecks() {
        return (flags & NO_FOREIGN_KEY_CHECKS) == 0;
    }

    /**
     * The server followed foreign keys above its storage engine (MySQL 9.6 and newer): rows that
     * cascades changed are in the log by themselves.
     */
    public boolean cascadesLogged() {
        return (flags & SQL_FOREIGN_KEYS) != 0;
    }

    /** The session checked unique keys. */
    public boolean uniqueChecks() {
        return (flags & RELAXED_UNIQUE_CHECKS) == 0;
    }

    /** The server vows that rows hold all columns. */
    public boolean completeRows() {
        return (flags & COMPLETE_ROWS) != 0;
    }

    /** After images may hold differences of JSON documents. */
    public boolean partialJson() {
        return partialJson;
    }

    /**
     * The update is a REPLACE: columns that the image after leaves out hold their defaults, not
     * their old values. Known from MariaDB's annotations only; see {@link ReplaceText}.
     */
    public boolean leavesOutDefaults() {
        return replacing && kind == Kind.UPDATE;
    }

    /** The array that the rows lie in. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the first row. */
    public int rowsOffset() {
        return rows;
    }

    /** Bytes of all rows. */
    public int rowsLength() {
        return end - rows;
    }

    /** Does the image before (of UPDATE and DELETE) hold this column? */
    public boolean inBefore(int column) {
        return kind != Kind.INSERT && bit(bitmaps, column);
    }

    /** Does the image after (of INSERT and UPDATE) hold this column? */
    public boolean inAfter(int column) {
        return kind != Kind.DELETE && bit(afterBitmap(), column);
    }

    private boolean bit(int bitmap, int column) {
        Objects.checkIndex(column, table.columnCount());
        return (buffer[bitmap + (column >> 3)] >> (column & 7) & 1) != 0;
    }

    int beforeBitmap() {
        return bitmaps;
    }

    int afterBitmap() {
        return kind == Kind.UPDATE ? bitmaps + (table.columnCount() + 7 >> 3) : bitmaps;
    }

    /** Where the event ends in the log, for messages. */
    long position() {
        return position;
    }
}
