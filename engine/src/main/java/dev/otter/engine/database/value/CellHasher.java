package dev.otter.engine.database.value;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.util.Arrays;

/**
 * Hashes the cells of one column by their value on the target, so that the same value has the same
 * hash from whatever source type it comes. One thread.
 */
final class CellHasher {
    private enum Form {
        /** Integers of all widths, BIT, YEAR, ENUM and SET by number: the value as a long. */
        NUMBER,
        /** ENUM by the target's numbers. */
        ENUM_MAPPED,
        /** SET by the target's bits. */
        SET_MAPPED,
        /** The bits of the double of equal value, both zeros as one. */
        REAL,
        /** Digits without needless zeros. */
        DECIMAL,
        /** As printed, without trailing zeros of the fraction. */
        TEMPORAL,
        /** Bytes without trailing zeros, by which BINARY and VARBINARY may differ. */
        BYTES,
        TEXT,
        /** Values of these columns cannot be foreseen. */
        EXOTIC
    }

    private final LogColumn source;
    private final Form form;
    private final int prefix;
    private final TextKey text;
    private final int[] places;
    private final ByteWriter scratch = new ByteWriter(64);

    private CellHasher(LogColumn source, Form form, int prefix, TextKey text, int[] places) {
        this.source = source;
        this.form = form;
        this.prefix = prefix;
        this.text = text;
        this.places = places;
    }

    static CellHasher of(LogColumn source, TableColumn target, int prefix) {
        Form form = form(source, target);
        TextKey text = form == Form.TEXT ? TextKey.of(source, target, prefix) : null;
        if (form == Form.TEXT && text == null) {
            form = Form.EXOTIC;
        }
        boolean mapped = form == Form.ENUM_MAPPED || form == Form.SET_MAPPED;
        int[] places = mapped ? Members.places(source, target) : new int[0];
        return new CellHasher(source, form, prefix, text, places);
    }

    private static Form form(LogColumn source, TableColumn target) {
        ColumnType type = source.type();
        String to = target.dataType();
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, BIT ->
                    isInteger(to) || to.equals("bit")
                            ? Form.NUMBER
                            : when(isDecimal(to) && type.kind() != Kind.BIT, Form.DECIMAL);
            case DECIMAL -> when(isDecimal(to) && scale(target) >= type.scale(), Form.DECIMAL);
            case FLOAT ->
                    when(
                            (to.equals("float") || to.equals("double"))
                                    && target.firstArgument() < 0,
                            Form.REAL);
            case DOUBLE -> when(to.equals("double") && target.firstArgument() < 0, Form.REAL);
            case YEAR -> when(to.equals("year"), Form.NUMBER);
            case DATE -> when(to.equals("date"), Form.TEMPORAL);
            case TIME, OLD_TIME -> when(to.equals("time") && fraction(type, target), Form.TEMPORAL);
            case DATETIME, TIMESTAMP, OLD_DATETIME, OLD_TIMESTAMP ->
                    when(
                            (to.equals("datetime") || to.equals("timestamp"))
                                    && fraction(type, target),
                            Form.TEMPORAL);
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB -> string(source, target);
            case ENUM -> members(source, target, Form.ENUM_MAPPED);
            case SET -> members(source, target, Form.SET_MAPPED);
            case GEOMETRY, JSON, VECTOR, ARRAY, NULL -> Form.EXOTIC;
        };
    }

    private static Form when(boolean holds, Form form) {
        return holds ? form : Form.EXOTIC;
    }

    private static boolean isInteger(String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> true;
            default -> false;
        };
    }

    private static boolean isDecimal(String dataType) {
        return dataType.equals("decimal");
    }

    private static int scale(TableColumn target) {
        return Math.max(0, target.secondArgument());
    }

    private static boolean fraction(ColumnType type, TableColumn target) {
        return Math.max(0, target.firstArgument()) >= type.scale();
    }

    private static Form string(LogColumn source, TableColumn target) {
        return switch (target.dataType()) {
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Form.BYTES;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> Form.TEXT;
            case "uuid", "inet4", "inet6" -> when(Charsets.binary(source.charset()), Form.BYTES);
            default -> Form.EXOTIC;
        };
    }

    private static Form members(LogColumn source, TableColumn target, Form mapped) {
        String type = source.type().kind() == Kind.ENUM ? "enum" : "set";
        if (!target.dataType().equals(type)) {
            return Form.EXOTIC;
        }
        return Members.equal(source, target) ? Form.NUMBER : mapped;
    }

    /** Whether no value of this column can be hashed. */
    boolean alwaysExotic() {
        return form == Form.EXOTIC;
    }

    /** Looks at the value; false when it is exotic. Must come before {@link #hash}. */
    boolean prepare(byte[] b, int offset, int length) {
        return switch (form) {
            case NUMBER, REAL, DECIMAL, TEMPORAL, BYTES -> true;
            case ENUM_MAPPED -> mappedEnum(Bytes.unsigned(b, offset, length)) >= 0;
            case SET_MAPPED -> setKnown(Bytes.unsigned(b, offset, length));
            case TEXT -> {
                if (compressed()) {
                    print(b, offset, length);
                    yield text.normalise(scratch.array(), 0, scratch.length());
                }
                yield text.normalise(b, offset, length);
            }
            case EXOTIC -> false;
        };
    }

    private boolean compressed() {
        Kind kind = source.type().kind();
        return kind == Kind.COMPRESSED_VARCHAR || kind == Kind.COMPRESSED_BLOB;
    }

    private void print(byte[] b, int offset, int length) {
        scratch.clear();
        CellFormat.append(source.type(), b, offset, length, scratch);
    }

    /** The hash with the value mixed in. */
    long hash(long h, byte[] b, int offset, int length) {
        return switch (form) {
            case NUMBER -> Mix.step(h, number(b, offset, length));
            case ENUM_MAPPED -> Mix.step(h, mappedEnum(Bytes.unsigned(b, offset, length)));
            case SET_MAPPED -> Mix.step(h, mappedSet(Bytes.unsigned(b, offset, length)));
            case REAL -> Mix.step(h, real(b, offset));
            case DECIMAL -> decimal(h, b, offset, length);
            case TEMPORAL -> temporal(h, b, offset, length);
            case BYTES -> bytes(h, b, offset, length);
            case TEXT -> text.hash(h);
            case EXOTIC -> throw new IllegalStateException("no hash of " + source.name());
        };
    }

    private long number(byte[] b, int offset, int length) {
        ColumnType type = source.type();
        boolean signed = type.sign() == Sign.SIGNED;
        if (type.numeric() && type.sign() == Sign.UNKNOWN) {
            throw new IllegalStateException("the sign of column " + source.name() + " is unknown");
        }
        return switch (type.kind()) {
            case TINYINT -> signed ? b[offset] : Bytes.u8(b, offset);
            case SMALLINT -> signed ? (short) Bytes.u16(b, offset) : Bytes.u16(b, offset);
            case MEDIUMINT -> signed ? Bytes.u24(b, offset) << 8 >> 8 : Bytes.u24(b, offset);
            case INT -> signed ? Bytes.i32(b, offset) : Bytes.u32(b, offset);
            case BIGINT -> Bytes.i64(b, offset);
            case BIT -> Bytes.unsignedBe(b, offset, length);
            case YEAR -> Bytes.u8(b, offset);
            case ENUM, SET -> Bytes.unsigned(b, offset, length);
            case FLOAT, DOUBLE, DECIMAL, DATE, TIME, DATETIME, TIMESTAMP ->
                    throw new IllegalStateException();
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP, VARCHAR, CHAR, BLOB ->
                    throw new IllegalStateException();
            case GEOMETRY, JSON, VECTOR, COMPRESSED_VARCHAR, COMPRESSED_BLOB, ARRAY, NULL ->
                    throw new IllegalStateException();
        };
    }

    /** Numbers count from 1; 0 is the invalid value and stays. */
    private int mappedEnum(long number) {
        if (number == 0) {
            return 0;
        }
        if (number > places.length || places[(int) number - 1] == Members.NONE) {
            return -1;
        }
        return places[(int) number - 1] + 1;
    }

    private boolean setKnown(long mask) {
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            if (bit >= places.length || places[bit] == Members.NONE) {
                return false;
            }
        }
        return true;
    }

    private long mappedSet(long mask) {
        long mapped = 0;
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            mapped |= 1L << places[Long.numberOfTrailingZeros(rest)];
        }
        return mapped;
    }

    private long real(byte[] b, int offset) {
        double value =
                source.type().kind() == Kind.FLOAT
                        ? Float.intBitsToFloat(Bytes.i32(b, offset))
                        : Double.longBitsToDouble(Bytes.i64(b, offset));
        return value == 0 ? 0 : Double.doubleToLongBits(value);
    }

    private long decimal(long h, byte[] b, int offset, int length) {
        print(b, offset, length);
        byte[] digits = scratch.array();
        int end = scratch.length();
        if (source.type().kind() == Kind.DECIMAL && source.type().scale() > 0) {
            end = withoutZeros(digits, end);
        }
        boolean zero = end == 2 && digits[0] == '-' && digits[1] == '0';
        return zero ? Mix.bytes(h, digits, 1, 1) : Mix.bytes(h, digits, 0, end);
    }

    private long temporal(long h, byte[] b, int offset, int length) {
        print(b, offset, length);
        int end = scratch.length();
        if (source.type().scale() > 0) {
            end = withoutZeros(scratch.array(), end);
        }
        return Mix.bytes(h, scratch.array(), 0, end);
    }

    /**
     * The length without trailing zeros behind the point, and without the point if none is left.
     */
    private static int withoutZeros(byte[] text, int length) {
        int end = length;
        while (text[end - 1] == '0') {
            end--;
        }
        return text[end - 1] == '.' ? end - 1 : end;
    }

    private long bytes(long h, byte[] b, int offset, int length) {
        byte[] from = b;
        int start = offset;
        int count = length;
        if (compressed()) {
            print(b, offset, length);
            from = scratch.array();
            start = 0;
            count = scratch.length();
        }
        if (prefix > 0) {
            count = Math.min(count, prefix);
        }
        while (count > 0 && from[start + count - 1] == 0) {
            count--;
        }
        return Mix.bytes(h, from, start, count);
    }

    @Override
    public String toString() {
        return form + (places.length == 0 ? "" : Arrays.toString(places));
    }
}
