package dev.otter.engine.verify;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.wire.RowConsumer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Brings the cells of rows to the form in which MySQL and PostgreSQL spell equal values equally;
 * used only between servers of the two kinds. What is no value of its form passes as it is, so that
 * it is reported as different. One thread.
 */
final class CanonicalRows implements RowConsumer {
    private static final int EWKB_WITH_SRID = 0x20000000;
    private static final int SHAPE_HEAD = 9;

    private final RowConsumer next;
    private final RowLayout layout;
    private final boolean mysql;
    private final ByteWriter row = new ByteWriter(1 << 10);
    private final int[] starts;
    private final int[] sizes;

    private CanonicalRows(RowConsumer next, RowLayout layout, boolean mysql) {
        this.next = next;
        this.layout = layout;
        this.mysql = mysql;
        this.starts = new int[layout.columns()];
        this.sizes = new int[layout.columns()];
    }

    /**
     * The consumer itself when both sides are of one kind.
     *
     * @param mysql whether the rows come from MySQL
     */
    static RowConsumer before(RowConsumer next, RowLayout layout, boolean mysql) {
        return layout.cross() ? new CanonicalRows(next, layout, mysql) : next;
    }

    @Override
    public void row(byte[] buffer, int[] offsets, int[] lengths) {
        row.clear();
        for (int i = 0; i < sizes.length; i++) {
            starts[i] = row.length();
            if (lengths[i] < 0) {
                sizes[i] = lengths[i];
            } else {
                cell(layout.form(i), buffer, offsets[i], lengths[i]);
                sizes[i] = row.length() - starts[i];
            }
        }
        next.row(row.array(), starts, sizes);
    }

    private void cell(CrossForm form, byte[] b, int offset, int length) {
        switch (form) {
            case BITS, BYTES, TEXT, MEMBER -> row.append(b, offset, length);
            case NUMBER, REAL -> number(form, ascii(b, offset, length));
            case MOMENT -> moment(b, offset, length);
            case JSON ->
                    row.utf8(
                            CanonicalJson.of(
                                    new String(b, offset, length, StandardCharsets.UTF_8)));
            case SHAPE -> shape(b, offset, length);
        }
    }

    private static String ascii(byte[] b, int offset, int length) {
        return new String(b, offset, length, StandardCharsets.ISO_8859_1);
    }

    private void number(CrossForm form, String text) {
        try {
            row.ascii(
                    form == CrossForm.REAL
                            ? Double.toString(Double.parseDouble(text))
                            : plain(new BigDecimal(text)));
        } catch (NumberFormatException e) {
            // NaN, Infinity: only PostgreSQL has them.
            row.utf8(text);
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private void moment(byte[] b, int offset, int length) {
        int end = offset + length;
        boolean fraction = ascii(b, offset, length).indexOf('.') >= 0;
        while (fraction && b[end - 1] == '0') {
            end--;
        }
        if (fraction && b[end - 1] == '.') {
            end--;
        }
        row.append(b, offset, end - offset);
    }

    /** MySQL's bytes begin with the reference system, PostgreSQL's hold it where it is not 0. */
    private void shape(byte[] b, int offset, int length) {
        if (!mysql || length < SHAPE_HEAD) {
            row.append(b, offset, length);
            return;
        }
        int system = littleEndian(b, offset);
        if (system == 0) {
            row.append(b, offset + 4, length - 4);
            return;
        }
        row.put(b[offset + 4]);
        put(littleEndian(b, offset + 5) | EWKB_WITH_SRID);
        put(system);
        row.append(b, offset + SHAPE_HEAD, length - SHAPE_HEAD);
    }

    private static int littleEndian(byte[] b, int at) {
        return (b[at] & 0xFF)
                | (b[at + 1] & 0xFF) << 8
                | (b[at + 2] & 0xFF) << 16
                | (b[at + 3] & 0xFF) << 24;
    }

    private void put(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            row.put(value >>> shift & 0xFF);
        }
    }
}
