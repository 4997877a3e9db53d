package dev.otter.engine.oracle;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Cells as MySQL's log has them. */
public final class LoggedCells {
    private static final int[] DIGIT_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private LoggedCells() {}

    /** A whole number, the lowest byte first. */
    public static byte[] integer(long value, int bytes) {
        byte[] cell = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            cell[i] = (byte) (value >>> 8 * i);
        }
        return cell;
    }

    /** An INT. */
    public static byte[] number(long value) {
        return integer(value, 4);
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] real(double value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
    }

    public static byte[] real(float value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    }

    /** The highest byte first. */
    private static byte[] big(long value, int bytes) {
        byte[] cell = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            cell[i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
        return cell;
    }

    /** A DECIMAL of so many digits, all of which the text has. */
    public static byte[] decimal(String text, int precision, int scale) {
        boolean negative = text.startsWith("-");
        String plain = negative ? text.substring(1) : text;
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point + 1);
        whole = "0".repeat(precision - scale - whole.length()) + whole;
        fraction = fraction + "0".repeat(scale - fraction.length());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int first = whole.length() % 9;
        digits(out, whole.substring(0, first));
        for (int i = first; i < whole.length(); i += 9) {
            digits(out, whole.substring(i, i + 9));
        }
        for (int i = 0; i < fraction.length(); i += 9) {
            digits(out, fraction.substring(i, Math.min(fraction.length(), i + 9)));
        }
        byte[] cell = out.toByteArray();
        for (int i = 0; negative && i < cell.length; i++) {
            cell[i] = (byte) ~cell[i];
        }
        cell[0] ^= (byte) 0x80;
        return cell;
    }

    private static void digits(ByteArrayOutputStream out, String digits) {
        if (!digits.isEmpty()) {
            out.writeBytes(big(Long.parseLong(digits), DIGIT_BYTES[digits.length()]));
        }
    }

    public static byte[] date(int year, int month, int day) {
        return integer(year << 9 | month << 5 | day, 3);
    }

    /** A DATETIME with six digits of a fraction. */
    public static byte[] datetime(
            int year, int month, int day, int hour, int minute, int second, int micros) {
        long days = (year * 13L + month) << 5 | day;
        long value = (days << 17 | hour << 12 | minute << 6 | second) + 0x8000000000L;
        return ByteBuffer.allocate(8).put(big(value, 5)).put(big(micros, 3)).array();
    }

    /** A TIME with six digits of a fraction. */
    public static byte[] time(boolean negative, int hour, int minute, int second, int micros) {
        long value = (long) (hour << 12 | minute << 6 | second) << 24 | micros;
        return big(0x800000000000L + (negative ? -value : value), 6);
    }

    /** A TIMESTAMP with six digits of a fraction. */
    public static byte[] timestamp(long seconds, int micros) {
        return ByteBuffer.allocate(7).put(big(seconds, 4)).put(big(micros, 3)).array();
    }

    /** One row; of an update the cells before, then those after. Null is NULL. */
    public static RowChanges row(ChangeKind kind, SourceTable source, byte[]... cells) {
        int[] offsets = new int[cells.length];
        int[] lengths = new int[cells.length];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < cells.length; i++) {
            offsets[i] = bytes.size();
            lengths[i] = cells[i] == null ? RowChanges.NULL : cells[i].length;
            if (cells[i] != null) {
                bytes.writeBytes(cells[i]);
            }
        }
        return new RowChanges(
                kind,
                source,
                source.name(),
                true,
                new RowChanges.Cells(bytes.toByteArray(), offsets, lengths));
    }
}
