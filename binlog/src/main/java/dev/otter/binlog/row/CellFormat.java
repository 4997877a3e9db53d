package dev.otter.binlog.row;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;

/**
 * Writes a cell as exact text: reading the text back into a column of the same type gives the same
 * bytes. Stateless. What a text needs around it (quotes, character set) is the caller's knowledge;
 * see {@link #bare}.
 *
 * <ul>
 *   <li>integers: decimal; their sign must be known
 *   <li>DECIMAL: all digits of the scale
 *   <li>FLOAT, DOUBLE: the shortest digits that give the same bits back, always with an exponent,
 *       so that MySQL reads a double; a FLOAT is written as the double of equal value
 *   <li>BIT: an unsigned number; ENUM: its index; SET: its bit mask
 *   <li>YEAR: four digits, 0000 for zero; works quoted and bare
 *   <li>DATE, TIME, DATETIME: as MySQL prints them; TIMESTAMP: the same in UTC
 *   <li>character, BLOB and GEOMETRY types: the bytes as they are (compressed ones expanded)
 * </ul>
 */
public final class CellFormat {
    private CellFormat() {}

    /** Does the text stand in SQL without quotes? */
    public static boolean bare(Kind kind) {
        return switch (kind) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            case BIT, YEAR, ENUM, SET -> true;
            case DATE, TIME, DATETIME, TIMESTAMP, OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP -> false;
            case VARCHAR, CHAR, BLOB, GEOMETRY, JSON, VECTOR, ARRAY, NULL -> false;
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB -> false;
        };
    }

    /**
     * Appends the text of the cell at {@code offset}.
     *
     * @throws BinlogFormatException when the bytes are no value of the type
     * @throws IllegalStateException when the sign of an integer is not known
     * @throws IllegalArgumentException for JSON, which has its own writer
     */
    public static void append(ColumnType type, byte[] b, int offset, int length, ByteWriter out) {
        check(type, length);
        switch (type.kind()) {
            case TINYINT -> integer(type, b[offset], 0xFFL, out);
            case SMALLINT -> integer(type, (short) Bytes.u16(b, offset), 0xFFFFL, out);
            case MEDIUMINT -> integer(type, Bytes.u24(b, offset) << 8 >> 8, 0xFFFFFFL, out);
            case INT -> integer(type, Bytes.i32(b, offset), 0xFFFFFFFFL, out);
            case BIGINT -> integer(type, Bytes.i64(b, offset), -1L, out);
            case FLOAT -> real(Float.intBitsToFloat(Bytes.i32(b, offset)), out);
            case DOUBLE -> real(Double.longBitsToDouble(Bytes.i64(b, offset)), out);
            case DECIMAL -> DecimalText.append(b, offset, type.size(), type.scale(), out);
            case BIT -> out.unsignedDecimal(Bytes.unsignedBe(b, offset, length));
            case YEAR -> out.padded(b[offset] == 0 ? 0 : 1900 + Bytes.u8(b, offset), 4);
            case DATE -> TemporalText.date(b, offset, out);
            case TIME -> TemporalText.time(b, offset, type.scale(), out);
            case DATETIME -> TemporalText.datetime(b, offset, type.scale(), out);
            case TIMESTAMP -> TemporalText.timestamp(b, offset, type.scale(), out);
            case OLD_TIME -> TemporalText.oldTime(b, offset, out);
            case OLD_DATETIME -> TemporalText.oldDatetime(b, offset, out);
            case OLD_TIMESTAMP -> TemporalText.oldTimestamp(b, offset, out);
            case ENUM, SET -> out.unsignedDecimal(Bytes.unsigned(b, offset, length));
            case VARCHAR, CHAR, BLOB, GEOMETRY, VECTOR -> out.append(b, offset, length);
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB ->
                    CompressedCell.expand(b, offset, length, out);
            case JSON -> throw new IllegalArgumentException("JSON has its own writer");
            case ARRAY, NULL ->
                    throw new IllegalArgumentException("no text for a cell of " + type.kind());
        }
    }

    /**
     * Appends the bytes of a binary CHAR cell (BINARY, MariaDB's UUID and INET types) in full
     * width: logs leave out the zeros at the end.
     */
    public static void appendBinary(
            ColumnType type, byte[] b, int offset, int length, ByteWriter out) {
        if (type.kind() != Kind.CHAR || length > type.size()) {
            throw new IllegalArgumentException(length + " bytes in a column of type " + type);
        }
        out.append(b, offset, length);
        for (int i = length; i < type.size(); i++) {
            out.put(0);
        }
    }

    private static void check(ColumnType type, int length) {
        int layout = type.layout();
        if (layout >= 0 && layout != length) {
            throw BinlogFormatException.malformed(
                    "a cell of " + length + " bytes in a column of type " + type);
        }
    }

    private static void integer(ColumnType type, long signed, long mask, ByteWriter out) {
        if (type.sign() == Sign.SIGNED || signed >= 0 && type.sign() == Sign.UNSIGNED) {
            out.decimal(signed);
        } else if (type.sign() == Sign.UNSIGNED) {
            out.unsignedDecimal(signed & mask);
        } else {
            throw new IllegalStateException("a number of unknown sign; resolve the type first");
        }
    }

    private static void real(double value, ByteWriter out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw BinlogFormatException.malformed("a floating point number that is " + value);
        }
        String text = Double.toString(value);
        out.ascii(text);
        if (text.indexOf('E') < 0) {
            out.ascii("E0");
        }
    }
}
