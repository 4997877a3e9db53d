package dev.otter.binlog.row;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;

/**
 * MySQL's packed DECIMAL: groups of nine digits in four bytes, big end first, the rest in as few
 * bytes as hold it; the top bit turned over, all bits turned over when negative.
 *
 * <pre>
 *  DECIMAL(14,4)  -1234567890.1234
 *    1 | 234567890 | 1234     digits   1    9    4
 *    1 |     4     |   2      bytes
 * </pre>
 */
public final class DecimalText {
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    private static final int[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private DecimalText() {}

    /** Bytes of a cell. */
    public static int width(int precision, int scale) {
        int whole = precision - scale;
        return whole / 9 * 4 + BYTES[whole % 9] + scale / 9 * 4 + BYTES[scale % 9];
    }

    /** Appends sign, digits and exactly {@code scale} digits behind the point. */
    public static void append(byte[] b, int offset, int precision, int scale, ByteWriter out) {
        boolean negative = (b[offset] & 0x80) == 0;
        int flip = negative ? -1 : 0;
        if (negative) {
            out.put('-');
        }
        int at = offset;
        int whole = precision - scale;
        int lead = whole % 9;
        boolean digits = false;
        if (lead > 0) {
            digits = leading(group(b, at, BYTES[lead], flip, at == offset, lead), false, out);
            at += BYTES[lead];
        }
        for (int i = 0; i < whole / 9; i++) {
            digits = leading(group(b, at, 4, flip, at == offset, 9), digits, out);
            at += 4;
        }
        if (!digits) {
            out.put('0');
        }
        if (scale > 0) {
            out.put('.');
            for (int i = 0; i < scale / 9; i++) {
                out.padded(group(b, at, 4, flip, at == offset, 9), 9);
                at += 4;
            }
            int rest = scale % 9;
            if (rest > 0) {
                out.padded(group(b, at, BYTES[rest], flip, at == offset, rest), rest);
            }
        }
    }

    private static boolean leading(int value, boolean digitsBefore, ByteWriter out) {
        if (digitsBefore) {
            out.padded(value, 9);
            return true;
        }
        if (value == 0) {
            return false;
        }
        out.decimal(value);
        return true;
    }

    private static int group(byte[] b, int at, int bytes, int flip, boolean first, int digits) {
        int mask = bytes == 4 ? -1 : (1 << bytes * 8) - 1;
        int value = ((int) Bytes.unsignedBe(b, at, bytes) ^ flip) & mask;
        if (first) {
            value ^= 1 << bytes * 8 - 1;
        }
        if (value < 0 || value >= POWERS[digits]) {
            throw BinlogFormatException.malformed(
                    "a DECIMAL with a group above " + digits + " digits");
        }
        return value;
    }
}
