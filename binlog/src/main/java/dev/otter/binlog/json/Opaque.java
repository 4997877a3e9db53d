package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.row.DecimalText;
import dev.otter.binlog.row.TemporalText;

/** SQL values inside JSON documents: decimals, dates and times, and plain bytes. */
public final class Opaque {
    /** What the type number means. */
    public enum Kind {
        DECIMAL,
        DATE,
        TIME,
        DATETIME,
        TIMESTAMP,
        BYTES
    }

    private static final int TIMESTAMP = 7;
    private static final int DATE = 10;
    private static final int TIME = 11;
    private static final int DATETIME = 12;
    private static final int DECIMAL = 246;

    /** Nine words of nine digits: the most that the server keeps. */
    private static final int STORED_DIGITS_MAX = 81;

    private Opaque() {}

    /** The kind of a type number. */
    public static Kind kind(int type) {
        return switch (type) {
            case DECIMAL -> Kind.DECIMAL;
            case DATE -> Kind.DATE;
            case TIME -> Kind.TIME;
            case DATETIME -> Kind.DATETIME;
            case TIMESTAMP -> Kind.TIMESTAMP;
            default -> Kind.BYTES;
        };
    }

    /** Appends a decimal's digits or a temporal value as MySQL prints it; not for plain bytes. */
    public static void append(int type, byte[] b, int offset, int length, ByteWriter out) {
        switch (kind(type)) {
            case DECIMAL ->
                    DecimalText.append(
                            b,
                            offset + 2,
                            precision(b, offset, length),
                            scale(b, offset, length),
                            out);
            case DATE -> TemporalText.packedDate(packed(b, offset, length), out);
            case TIME -> TemporalText.packedTime(packed(b, offset, length), out);
            case DATETIME, TIMESTAMP -> TemporalText.packedDatetime(packed(b, offset, length), out);
            case BYTES -> throw new IllegalArgumentException("bytes of type " + type);
        }
    }

    /**
     * Digits of a decimal as stored, in all. The server counts whole words of nine digits in front
     * of the point, zeros included, so that this can exceed the 65 digits that a DECIMAL has.
     */
    public static int precision(byte[] b, int offset, int length) {
        if (length < 3) {
            throw malformed("a DECIMAL of " + length + " bytes in JSON");
        }
        int precision = Bytes.u8(b, offset);
        int scale = Bytes.u8(b, offset + 1);
        if (precision < 1
                || precision > STORED_DIGITS_MAX
                || scale > precision
                || DecimalText.width(precision, scale) != length - 2) {
            throw malformed("DECIMAL(" + precision + "," + scale + ") of " + length + " bytes");
        }
        return precision;
    }

    /** Digits of a decimal behind the point. */
    public static int scale(byte[] b, int offset, int length) {
        precision(b, offset, length);
        return Bytes.u8(b, offset + 1);
    }

    private static long packed(byte[] b, int offset, int length) {
        if (length != 8) {
            throw malformed("a date or time of " + length + " bytes in JSON");
        }
        return Bytes.i64(b, offset);
    }
}
