package dev.otter.engine.transform.cell;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.CharsetText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Reads the cells of one column as values of Java, see {@link Meaning}. What cannot be read exactly
 * is an error, never another value. One thread: it keeps room to work in.
 */
public final class CellReader {
    private final LogColumn column;
    private final Meaning meaning;
    private final ByteWriter scratch = new ByteWriter(64);

    public CellReader(LogColumn column) {
        this.column = column;
        this.meaning = Meaning.of(column);
    }

    /** As what the values are understood. */
    public Meaning meaning() {
        return meaning;
    }

    /**
     * The value of a cell that has one.
     *
     * @throws CellFaultException when the bytes have no such value
     */
    public Object read(byte[] b, int offset, int length) {
        return switch (meaning) {
            case WHOLE -> whole(b, offset, length);
            case UNSIGNED -> unsigned(b, offset, length);
            case REAL -> real(b, offset);
            case DECIMAL -> new BigDecimal(printed(b, offset, length));
            case MOMENT -> moment(printed(b, offset, length));
            case TEXT -> text(b, offset, length);
            case BYTES -> bytes(b, offset, length);
            case OPAQUE ->
                    throw new CellFaultException(
                            "values of column %s (%s) cannot be read here"
                                    .formatted(column.name(), column.type()));
        };
    }

    private String printed(byte[] b, int offset, int length) {
        scratch.clear();
        CellFormat.append(column.type(), b, offset, length, scratch);
        return new String(scratch.array(), 0, scratch.length(), StandardCharsets.US_ASCII);
    }

    private Long whole(byte[] b, int offset, int length) {
        ColumnType type = column.type();
        boolean signed = type.sign() == Sign.SIGNED;
        return switch (type.kind()) {
            case TINYINT -> (long) (signed ? b[offset] : Bytes.u8(b, offset));
            case SMALLINT -> (long) (signed ? (short) Bytes.u16(b, offset) : Bytes.u16(b, offset));
            case MEDIUMINT ->
                    (long) (signed ? Bytes.u24(b, offset) << 8 >> 8 : Bytes.u24(b, offset));
            case INT -> signed ? Bytes.i32(b, offset) : Bytes.u32(b, offset);
            case BIGINT -> Bytes.i64(b, offset);
            case BIT -> Bytes.unsignedBe(b, offset, length);
            default -> Long.parseLong(printed(b, offset, length));
        };
    }

    private BigInteger unsigned(byte[] b, int offset, int length) {
        long bits =
                column.type().kind() == Kind.BIT
                        ? Bytes.unsignedBe(b, offset, length)
                        : Bytes.i64(b, offset);
        return new BigInteger(Long.toUnsignedString(bits));
    }

    private Double real(byte[] b, int offset) {
        return column.type().kind() == Kind.FLOAT
                ? (double) Float.intBitsToFloat(Bytes.i32(b, offset))
                : Double.longBitsToDouble(Bytes.i64(b, offset));
    }

    private Instant moment(String printed) {
        try {
            return LocalDateTime.parse(printed.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new CellFaultException(
                    "column %s holds a date that is no point in time, such as 0000-00-00"
                            .formatted(column.name()));
        }
    }

    private String text(byte[] b, int offset, int length) {
        return switch (column.type().kind()) {
            case DATE, TIME, OLD_TIME -> printed(b, offset, length);
            case JSON -> JsonText.of(new JsonBinary(b, offset, length));
            case ENUM -> member(Bytes.unsigned(b, offset, length));
            case SET -> members(Bytes.unsigned(b, offset, length));
            default -> {
                byte[] plain = bytes(b, offset, length);
                yield decoded(plain, column.charset());
            }
        };
    }

    private String decoded(byte[] bytes, String charset) {
        return CharsetText.decode(bytes, 0, bytes.length, charset)
                .orElseThrow(() ->
                        new CellFaultException(
                                "column %s holds bytes that are no text of character set %s"
                                        .formatted(column.name(), charset)));
    }

    private byte[] bytes(byte[] b, int offset, int length) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB -> {
                scratch.clear();
                CellFormat.append(type, b, offset, length, scratch);
                yield scratch.toByteArray();
            }
            case CHAR -> {
                // Logs leave out the zeros at the end of BINARY.
                boolean padded = CharsetText.binary(column.charset());
                byte[] plain = Arrays.copyOfRange(b, offset, offset + length);
                yield padded ? Arrays.copyOf(plain, Math.max(type.size(), length)) : plain;
            }
            default -> Arrays.copyOfRange(b, offset, offset + length);
        };
    }

    private String member(long number) {
        if (number == 0) {
            return "";
        }
        if (number > column.members().size()) {
            throw new CellFaultException(
                    "column %s holds a member that its definition does not have"
                            .formatted(column.name()));
        }
        return decoded(column.members().get((int) number - 1), column.memberCharset());
    }

    private String members(long mask) {
        StringJoiner text = new StringJoiner(",");
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            text.add(member(Long.numberOfTrailingZeros(rest) + 1L));
        }
        return text.toString();
    }
}
