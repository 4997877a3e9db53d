package dev.otter.engine.oracle.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.oracle.table.OracleType.Unit;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes binds of the cells of one source column for one column of Oracle. What Oracle takes
 * silently and keeps otherwise is refused here; what is left it refuses by itself.
 *
 * <p>One thread: it keeps room to work in.
 */
final class ValueBinder {
    /** More digits NUMBER does not keep for certain. */
    private static final int DIGITS_MAX = 38;

    private static final int EWKB_WITH_SRID = 0x20000000;

    private final LogColumn source;
    private final TableColumn target;
    private final OracleType type;
    private final ValueForm form;
    private final BindForm bind;
    private final TextCells texts;
    private final ByteWriter scratch = new ByteWriter(64);

    ValueBinder(LogColumn source, TableColumn target) {
        this.source = source;
        this.target = target;
        this.form = ValueFit.of(source, target);
        this.type = OracleType.of(target);
        this.bind = BindForm.of(target);
        this.texts = TextCells.of(source, form);
    }

    /** The column that is written. */
    TableColumn target() {
        return target;
    }

    /** How values are handed over. */
    BindForm form() {
        return bind;
    }

    /** What stands for a value where the column is compared with it. */
    String compared() {
        return switch (target.dataType()) {
            // Against a text of another length spaces would count.
            case "char" ->
                    "CAST(? AS CHAR("
                            + type.first()
                            + (type.unit() == Unit.CHARACTERS ? " CHAR" : "")
                            + "))";
            case "nchar" -> "CAST(? AS NCHAR(" + type.first() + "))";
            default -> bind.sql();
        };
    }

    /**
     * The bind of a cell: {@link BigDecimal}, {@link Float}, {@link Double}, {@link String}, bytes,
     * or null, also for an empty text where Oracle takes that for NULL.
     *
     * @throws UnheldValueException when the column cannot hold it
     */
    Object value(byte[] b, int offset, int length) {
        if (length == RowChanges.NULL) {
            return null;
        }
        if (length == RowChanges.ABSENT) {
            throw new IllegalStateException("the row has no value of column " + source.name());
        }
        if (length < 0) {
            throw new OtterException(
                    ErrorCode.JSON_DIFFERENCE,
                    "the log holds only the difference of a JSON value, which Oracle cannot be"
                            + " given",
                    "column " + source.name(),
                    "Clear binlog_row_value_options on the source and start behind these rows.");
        }
        return switch (form) {
            case NUMBER -> number(new BigDecimal(printed(b, offset, length)));
            case REAL -> real(b, offset);
            case BYTES -> held(bytes(b, offset, length));
            case PADDED_BYTES -> held(padded(b, offset, length));
            case SHAPE -> held(shape(b, offset, length));
            case TEXT -> held(text(b, offset, length));
            case MEMBER -> held(member((int) Bytes.unsigned(b, offset, length)));
            case MEMBERS -> held(members(Bytes.unsigned(b, offset, length)));
            case JSON -> held(json(b, offset, length));
            case MOMENT -> moment(printed(b, offset, length));
            case SPAN -> span(printed(b, offset, length));
        };
    }

    private String printed(byte[] b, int offset, int length) {
        scratch.clear();
        CellFormat.append(source.type(), b, offset, length, scratch);
        return new String(scratch.array(), 0, scratch.length(), StandardCharsets.ISO_8859_1);
    }

    private UnheldValueException unheld(String what) {
        return new UnheldValueException(
                ErrorCode.VALUE_NOT_HELD,
                target.name(),
                what + ", which " + target.columnType() + " does not hold");
    }

    /** NUMBER without a precision rounds what has more digits, and says nothing. */
    private BigDecimal number(BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        boolean tooLong = plain.precision() > DIGITS_MAX;
        boolean tooLarge =
                type.first() >= 0
                        && plain.precision() - plain.scale() > type.first() - type.second();
        if (tooLong || tooLarge && plain.signum() != 0) {
            throw unheld("the number " + value.toPlainString());
        }
        return value;
    }

    /** Oracle makes 0 of -0. */
    private Object real(byte[] b, int offset) {
        boolean single = source.type().kind() == Kind.FLOAT;
        double value =
                single
                        ? Float.intBitsToFloat(Bytes.i32(b, offset))
                        : Double.longBitsToDouble(Bytes.i64(b, offset));
        if (Double.doubleToRawLongBits(value) == Long.MIN_VALUE) {
            throw unheld("the number -0");
        }
        if (bind == BindForm.BINARY_FLOAT) {
            return (float) value;
        }
        return value;
    }

    private byte[] bytes(byte[] b, int offset, int length) {
        if (compressed()) {
            scratch.clear();
            CellFormat.append(source.type(), b, offset, length, scratch);
            return Arrays.copyOf(scratch.array(), scratch.length());
        }
        return Arrays.copyOfRange(b, offset, offset + length);
    }

    private byte[] padded(byte[] b, int offset, int length) {
        scratch.clear();
        CellFormat.appendBinary(source.type(), b, offset, length, scratch);
        return Arrays.copyOf(scratch.array(), scratch.length());
    }

    private boolean compressed() {
        Kind kind = source.type().kind();
        return kind == Kind.COMPRESSED_VARCHAR || kind == Kind.COMPRESSED_BLOB;
    }

    private byte[] held(byte[] bytes) {
        if (bytes.length == 0 && bind.emptyIsNull()) {
            requireNullable("an empty string of bytes");
            return null;
        }
        if (bind == BindForm.RAW && bytes.length > type.first()) {
            throw unheld(bytes.length + " bytes");
        }
        return bytes;
    }

    private void requireNullable(String what) {
        if (!target.nullable()) {
            throw new UnheldValueException(
                    ErrorCode.EMPTY_TEXT,
                    target.name(),
                    what + ", which Oracle takes for NULL, and the column must not be NULL");
        }
    }

    private String held(String text) {
        if (text.isEmpty() && bind.emptyIsNull()) {
            requireNullable("an empty text");
            return null;
        }
        boolean fixed = target.dataType().equals("char") || target.dataType().equals("nchar");
        if (fixed && text.charAt(text.length() - 1) == ' ') {
            throw unheld("the text ends with spaces");
        }
        if (bind.emptyIsNull() && length(text) > type.first()) {
            throw unheld("the text is longer");
        }
        return text;
    }

    private int length(String text) {
        return switch (type.unit()) {
            case BYTES -> text.getBytes(StandardCharsets.UTF_8).length;
            case CHARACTERS -> text.codePointCount(0, text.length());
            case UNITS -> text.length();
        };
    }

    private String text(byte[] b, int offset, int length) {
        if (compressed()) {
            scratch.clear();
            CellFormat.append(source.type(), b, offset, length, scratch);
            return decoded(scratch.array(), 0, scratch.length());
        }
        return decoded(b, offset, length);
    }

    private String decoded(byte[] b, int offset, int length) {
        return texts.decode(b, offset, length)
                .orElseThrow(() -> unheld("bytes that are no text of the source's character set"));
    }

    private String member(int number) {
        if (number == 0) {
            throw unheld("the invalid member of the ENUM");
        }
        return memberText(number);
    }

    private String members(long mask) {
        StringBuilder text = new StringBuilder();
        String comma = "";
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            text.append(comma).append(memberText(Long.numberOfTrailingZeros(rest) + 1));
            comma = ",";
        }
        return text.toString();
    }

    private String memberText(int number) {
        if (number > source.members().size()) {
            throw new OtterException(
                    ErrorCode.SHAPE_MISMATCH,
                    "the log holds member " + number + " of " + source.members().size(),
                    "column " + source.name(),
                    "The source's table was changed; let the source write full metadata"
                            + " (SET GLOBAL binlog_row_metadata=FULL).");
        }
        byte[] member = source.members().get(number - 1);
        return texts.decode(member, 0, member.length)
                .orElseThrow(() -> unheld("a member that is no text"));
    }

    private String json(byte[] b, int offset, int length) {
        scratch.clear();
        if (b[offset] >= ' ') {
            // Copied from the source's table, as text: the binary form begins with a small number.
            scratch.append(b, offset, length);
        } else {
            JsonText.append(new JsonBinary(b, offset, length), scratch);
        }
        return new String(scratch.array(), 0, scratch.length(), StandardCharsets.UTF_8);
    }

    private String moment(String printed) {
        String text =
                Moments.date(printed, bind != BindForm.DATE)
                        .orElseThrow(() -> unheld("the date " + printed));
        return bind == BindForm.ZONED ? text + " +00:00" : text;
    }

    private String span(String printed) {
        Moments.Span span = Moments.span(printed);
        if (span.days() > 0 && Integer.toString(span.days()).length() > type.first()) {
            throw unheld("the time " + printed);
        }
        return span.text();
    }

    /** MySQL's bytes are the number of the reference system and plain well-known binary. */
    private static byte[] shape(byte[] b, int offset, int length) {
        int system = Bytes.i32(b, offset);
        if (system == 0) {
            return Arrays.copyOfRange(b, offset + 4, offset + length);
        }
        byte[] extended = new byte[length];
        extended[0] = b[offset + 4];
        putInt(extended, 1, Bytes.i32(b, offset + 5) | EWKB_WITH_SRID);
        putInt(extended, 5, system);
        System.arraycopy(b, offset + 9, extended, 9, length - 9);
        return extended;
    }

    private static void putInt(byte[] to, int at, int value) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
