package dev.otter.engine.resync;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.transform.cell.CellFaultException;
import dev.otter.engine.transform.cell.CellWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Turns values of one column as the server prints them, in a session with times in UTC and {@code
 * character_set_results=NULL}, into cells as its log would hold them. Stateless.
 */
public final class CellText {
    private static final long TIME_ZERO = 0x800000L;
    private static final long DATETIME_ZERO = 0x8000000000L;
    private static final int MICROS = 1_000_000;

    private final LogColumn column;
    private final CellWriter values;

    public CellText(LogColumn column) {
        this.column = column;
        this.values = new CellWriter(column);
    }

    /**
     * Appends the cell of a value that is not NULL.
     *
     * @throws IllegalArgumentException when the text is no value of the column
     */
    public void append(byte[] b, int offset, int length, ByteWriter out) {
        switch (column.type().kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR ->
                    value(new BigInteger(ascii(b, offset, length)), out);
            case DECIMAL -> value(new BigDecimal(ascii(b, offset, length)), out);
            case FLOAT ->
                    RequestRows.littleEnd(
                            Float.floatToRawIntBits(
                                    (float) Double.parseDouble(ascii(b, offset, length))),
                            4,
                            out);
            case DOUBLE ->
                    RequestRows.littleEnd(
                            Double.doubleToRawLongBits(
                                    Double.parseDouble(ascii(b, offset, length))),
                            8,
                            out);
            case ENUM, SET ->
                    RequestRows.littleEnd(
                            Long.parseUnsignedLong(ascii(b, offset, length)),
                            column.type().size(),
                            out);
            case DATE -> date(ascii(b, offset, length), out);
            case TIME -> time(ascii(b, offset, length), out);
            case DATETIME -> datetime(ascii(b, offset, length), out);
            case TIMESTAMP -> timestamp(ascii(b, offset, length), out);
            case CHAR -> out.append(b, offset, trimmed(b, offset, length));
            case VARCHAR, BLOB, BIT, GEOMETRY, VECTOR -> out.append(b, offset, length);
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP, JSON -> throw unreadable();
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB, ARRAY, NULL -> throw unreadable();
        }
    }

    /** Columns are given another type before, or their table is refused. */
    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("column " + column.name() + " of " + column.type());
    }

    private void value(Number number, ByteWriter out) {
        try {
            values.write(number, out);
        } catch (CellFaultException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String ascii(byte[] b, int offset, int length) {
        return new String(b, offset, length, StandardCharsets.US_ASCII);
    }

    /** As the log has it: binary strings without zero bytes at their end. */
    private int trimmed(byte[] b, int offset, int length) {
        int end = length;
        while (column.charset().equals("binary") && end > 0 && b[offset + end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static void date(String text, ByteWriter out) {
        String[] parts = parts(text, "-", 3);
        RequestRows.littleEnd(
                number(parts[0]) << 9 | number(parts[1]) << 5 | number(parts[2]), 3, out);
    }

    /** Seconds and fraction in one number, turned round as a whole when negative. */
    private void time(String text, ByteWriter out) {
        boolean negative = text.startsWith("-");
        String[] clock = parts(negative ? text.substring(1) : text, ":", 3);
        long packed =
                (number(clock[0]) << 12 | number(clock[1]) << 6 | seconds(clock[2])) << 24
                        | micros(clock[2]);
        if (negative) {
            packed = -packed;
        }
        bigEnd(TIME_ZERO + (packed >> 24), 3, out);
        fraction(packed % (1 << 24), out);
    }

    private void datetime(String text, ByteWriter out) {
        String[] both = parts(text, " ", 2);
        String[] day = parts(both[0], "-", 3);
        String[] clock = parts(both[1], ":", 3);
        long days = (number(day[0]) * 13 + number(day[1])) << 5 | number(day[2]);
        long seconds = number(clock[0]) << 12 | number(clock[1]) << 6 | seconds(clock[2]);
        bigEnd(DATETIME_ZERO + (days << 17 | seconds), 5, out);
        fraction(micros(clock[2]), out);
    }

    private void timestamp(String text, ByteWriter out) {
        String[] both = parts(text, " ", 2);
        String[] day = parts(both[0], "-", 3);
        String[] clock = parts(both[1], ":", 3);
        long seconds = 0;
        if (number(day[0]) > 0) {
            seconds =
                    LocalDateTime.of(
                                    (int) number(day[0]),
                                    (int) number(day[1]),
                                    (int) number(day[2]),
                                    (int) number(clock[0]),
                                    (int) number(clock[1]),
                                    (int) seconds(clock[2]))
                            .toEpochSecond(ZoneOffset.UTC);
        }
        bigEnd(seconds, 4, out);
        fraction(micros(clock[2]), out);
    }

    private void fraction(long micros, ByteWriter out) {
        switch (column.type().scale()) {
            case 1, 2 -> bigEnd(micros / 10_000, 1, out);
            case 3, 4 -> bigEnd(micros / 100, 2, out);
            case 5, 6 -> bigEnd(micros, 3, out);
            default -> {}
        }
    }

    private static String[] parts(String text, String by, int wanted) {
        String[] parts = text.split(by, -1);
        if (parts.length != wanted) {
            throw new IllegalArgumentException("'" + text + "' is no date or time");
        }
        return parts;
    }

    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("'" + digits + "' is no number");
        }
        return Long.parseLong(digits);
    }

    private static long seconds(String text) {
        int dot = text.indexOf('.');
        return number(dot < 0 ? text : text.substring(0, dot));
    }

    private static long micros(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return 0;
        }
        String digits = (text.substring(dot + 1) + "000000").substring(0, 6);
        return number(digits) % MICROS;
    }

    private static void bigEnd(long value, int size, ByteWriter out) {
        for (int i = size - 1; i >= 0; i--) {
            out.put((int) (value >>> 8 * i) & 0xFF);
        }
    }
}
