package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.BinlogFormatException.Code;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.bytes.Bytes;
import java.util.Arrays;
import java.util.Objects;

/**
 * Walks over the rows of a {@link RowsEvent} and finds where each cell lies. Values are not read.
 * Every border is checked against the event's end; what does not fit is a {@link
 * BinlogFormatException} that names table and position. Not thread safe; made to be used again.
 *
 * <pre>
 *  cursor.open(event);
 *  while (cursor.next()) {
 *      cursor.fill(Image.AFTER, offsets, lengths, 0);
 *  }
 * </pre>
 */
public final class RowCursor {
    /** A row as it was, or as it became. */
    public enum Image {
        BEFORE,
        AFTER
    }

    private static final int PARTIAL_JSON_UPDATES = 1;

    private RowsEvent event;
    private byte[] buffer = {};
    private int[] layout = {};
    private int columns;
    private int position;
    private int limit;
    private int presentBefore;
    private int presentAfter;
    private boolean emptyRow;
    private int[] offsets = new int[32];
    private int[] lengths = new int[32];

    /** Stands before the first row of {@code rows}. */
    public RowCursor open(RowsEvent rows) {
        event = rows;
        buffer = rows.buffer();
        layout = rows.table().layout();
        columns = rows.table().columnCount();
        position = rows.rowsOffset();
        limit = position + rows.rowsLength();
        presentBefore = rows.kind() == RowsEvent.Kind.INSERT ? -1 : present(rows.beforeBitmap());
        presentAfter = rows.kind() == RowsEvent.Kind.DELETE ? -1 : present(rows.afterBitmap());
        // A row without any column takes no bytes; such an event holds exactly one.
        emptyRow = presentBefore <= 0 && presentAfter <= 0 && !rows.partialJson();
        if (offsets.length < 2 * columns) {
            offsets = new int[2 * columns];
            lengths = new int[2 * columns];
        }
        return this;
    }

    /** Moves to the next row; false behind the last one. */
    public boolean next() {
        if (position == limit && !emptyRow) {
            return false;
        }
        if (emptyRow) {
            if (position != limit) {
                throw malformed(limit - position + " bytes of rows without columns");
            }
            emptyRow = false;
        }
        if (presentBefore >= 0) {
            image(event.beforeBitmap(), presentBefore, 0, -1);
        }
        if (presentAfter >= 0) {
            image(event.afterBitmap(), presentAfter, columns, partialBits());
        }
        return true;
    }

    /** The event that is walked over. */
    public RowsEvent event() {
        return event;
    }

    /** The array that offsets point into. */
    public byte[] buffer() {
        return buffer;
    }

    /** Does a row have this image? */
    public boolean has(Image image) {
        return switch (image) {
            case BEFORE -> presentBefore >= 0;
            case AFTER -> presentAfter >= 0;
        };
    }

    /** What the cell is. */
    public Cell.State state(Image image, int column) {
        return Cell.state(lengths[index(image, column)]);
    }

    /** Index of the cell's first byte; meaningless for NULL and absent cells. */
    public int offset(Image image, int column) {
        return offsets[index(image, column)];
    }

    /** Bytes of the cell; negative as {@link Cell} says. */
    public int length(Image image, int column) {
        return lengths[index(image, column)];
    }

    /**
     * Copies offsets and lengths of all columns of an image to {@code at} and on.
     *
     * @return the index behind the last one written
     */
    public int fill(Image image, int[] toOffsets, int[] toLengths, int at) {
        int from = index(image, 0);
        System.arraycopy(offsets, from, toOffsets, at, columns);
        System.arraycopy(lengths, from, toLengths, at, columns);
        return at + columns;
    }

    private int index(Image image, int column) {
        if (column != 0) {
            Objects.checkIndex(column, columns);
        }
        if (!has(image)) {
            throw new IllegalStateException("a row of " + event.kind() + " has no image " + image);
        }
        return image == Image.BEFORE ? column : columns + column;
    }

    private int present(int bitmap) {
        int count = 0;
        int whole = columns >> 3;
        for (int i = 0; i < whole; i++) {
            count += Integer.bitCount(buffer[bitmap + i] & 0xFF);
        }
        int rest = columns & 7;
        return rest == 0
                ? count
                : count + Integer.bitCount(buffer[bitmap + whole] & (1 << rest) - 1);
    }

    /** Reads the head of an after image with JSON differences: index of its bits, or -1. */
    private int partialBits() {
        if (!event.partialJson()) {
            return -1;
        }
        ByteReader head = new ByteReader(buffer, position, limit - position);
        long options = packed(head);
        int bits = -1;
        if ((options & PARTIAL_JSON_UPDATES) != 0) {
            int width = (event.table().jsonColumns() + 7) / 8;
            if (width > head.remaining()) {
                throw malformed("the bits of partial columns are cut");
            }
            bits = head.skip(width);
        }
        if ((options & ~PARTIAL_JSON_UPDATES) != 0) {
            throw malformed("row options " + options);
        }
        position = head.position();
        return bits;
    }

    private long packed(ByteReader head) {
        try {
            return head.packed();
        } catch (BinlogFormatException e) {
            throw e.at(place());
        }
    }

    private void image(int bitmap, int present, int at, int partialBits) {
        int p = position;
        int nullBytes = present + 7 >> 3;
        if (limit - p < nullBytes) {
            throw malformed("the row's NULL bits are cut");
        }
        int nulls = p;
        p += nullBytes;
        boolean all = present == columns;
        int seen = 0;
        int json = 0;
        for (int column = 0; column < columns; column++) {
            boolean partial = false;
            if (partialBits >= 0 && event.table().json(column)) {
                // There is a bit for every JSON column, in the image or not.
                partial = bit(partialBits, json++);
            }
            if (!all && !bit(bitmap, column)) {
                offsets[at + column] = 0;
                lengths[at + column] = Cell.ABSENT;
                continue;
            }
            if (bit(nulls, seen++)) {
                offsets[at + column] = 0;
                lengths[at + column] = Cell.NULL;
                continue;
            }
            int width = layout[column];
            if (width < 0) {
                int prefix = -width;
                width = prefixed(p, prefix, column);
                p += prefix;
            }
            if (limit - p < width) {
                throw malformed(
                        "column "
                                + column
                                + " wants "
                                + width
                                + " bytes, "
                                + (limit - p)
                                + " left");
            }
            offsets[at + column] = p;
            lengths[at + column] = partial ? Cell.ofPartial(width) : width;
            p += width;
        }
        position = p;
    }

    private int prefixed(int p, int prefix, int column) {
        if (prefix < 0 || prefix > 4) {
            throw new BinlogFormatException(
                            Code.UNKNOWN_TYPE,
                            "column "
                                    + column
                                    + " of type "
                                    + event.table().type(column)
                                    + " cannot be read")
                    .at(place());
        }
        if (limit - p < prefix) {
            throw malformed("the length of column " + column + " is cut");
        }
        int length =
                switch (prefix) {
                    case 1 -> Bytes.u8(buffer, p);
                    case 2 -> Bytes.u16(buffer, p);
                    case 3 -> Bytes.u24(buffer, p);
                    default -> Bytes.i32(buffer, p);
                };
        if (length < 0) {
            throw malformed("column " + column + " with length " + (length & 0xFFFFFFFFL));
        }
        return length;
    }

    private boolean bit(int bitmap, int number) {
        return (buffer[bitmap + (number >> 3)] >> (number & 7) & 1) != 0;
    }

    private BinlogFormatException malformed(String what) {
        return BinlogFormatException.malformed(what).at(place());
    }

    private String place() {
        return "table " + event.table() + ", rows event ending at " + event.position();
    }

    @Override
    public String toString() {
        return event == null ? "RowCursor" : Arrays.toString(Arrays.copyOf(lengths, columns * 2));
    }
}
