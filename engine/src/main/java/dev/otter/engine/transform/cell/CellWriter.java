package dev.otter.engine.transform.cell;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.CharsetText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Writes values of Java as cells of one column, in the log's encoding. What the column cannot hold
 * exactly is an error, never another value. Stateless.
 */
public final class CellWriter {
    private final LogColumn column;

    public CellWriter(LogColumn column) {
        this.column = column;
    }

    /**
     * Appends the cell of a value that is not null.
     *
     * @throws CellFaultException when the column cannot hold it
     */
    public void write(Object value, ByteWriter out) {
        ColumnType type = column.type();
        switch (type.kind()) {
            case TINYINT -> whole(value, 1, out);
            case SMALLINT -> whole(value, 2, out);
            case MEDIUMINT -> whole(value, 3, out);
            case INT -> whole(value, 4, out);
            case BIGINT -> whole(value, 8, out);
            case YEAR -> year(value, out);
            case BIT -> bigEnd(bits(value, type.size()), (type.size() + 7) / 8, out);
            case FLOAT -> littleEnd(Float.floatToRawIntBits(narrow(value)), 4, out);
            case DOUBLE -> littleEnd(Double.doubleToRawLongBits(real(value)), 8, out);
            case DECIMAL -> PackedDecimal.append(decimal(value), type.size(), type.scale(), out);
            case DATETIME -> Moments.datetime(moment(value), type.scale(), out);
            case TIMESTAMP -> timestamp(moment(value), type.scale(), out);
            case VARCHAR, CHAR, BLOB -> string(value, out);
            case ENUM -> littleEnd(member(value), type.size(), out);
            case DATE, TIME, OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP -> throw refused();
            case SET, GEOMETRY, JSON, VECTOR -> throw refused();
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB, ARRAY, NULL -> throw refused();
        }
    }

    private CellFaultException refused() {
        return new CellFaultException(
                "a new value cannot be given to column %s of type %s"
                        .formatted(column.name(), column.type()));
    }

    private CellFaultException unfit(String what) {
        return new CellFaultException("column %s %s".formatted(column.name(), what));
    }

    private CellFaultException wanted(String what, Object value) {
        return unfit("wants %s and got %s".formatted(what, value.getClass().getSimpleName()));
    }

    private BigInteger integer(Object value) {
        return switch (value) {
            case Long number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case Short number -> BigInteger.valueOf(number);
            case Byte number -> BigInteger.valueOf(number);
            case BigInteger number -> number;
            case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
            default -> throw wanted("a whole number", value);
        };
    }

    private void whole(Object value, int size, ByteWriter out) {
        BigInteger number = integer(value);
        boolean unsigned = column.type().sign() == Sign.UNSIGNED;
        boolean fits =
                unsigned
                        ? number.signum() >= 0 && number.bitLength() <= size * 8
                        : number.bitLength() < size * 8;
        if (!fits) {
            throw unfit("cannot hold a number so large");
        }
        littleEnd(number.longValue(), size, out);
    }

    private void year(Object value, ByteWriter out) {
        int year = integer(value).min(BigInteger.valueOf(9999)).intValue();
        if (year != 0 && (year < 1901 || year > 2155)) {
            throw unfit("cannot hold a year outside of 1901 to 2155");
        }
        out.put(year == 0 ? 0 : year - 1900);
    }

    private long bits(Object value, int size) {
        BigInteger number = integer(value);
        if (number.signum() < 0 || number.bitLength() > size) {
            throw unfit("cannot hold a number so large");
        }
        return number.longValue();
    }

    private double real(Object value) {
        double number =
                switch (value) {
                    case Double real -> real;
                    case Float real -> real;
                    case Long whole when (long) (double) whole == whole -> (double) whole;
                    case Integer whole -> whole;
                    default -> throw wanted("a floating-point number", value);
                };
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw unfit("cannot hold a number that is not finite");
        }
        return number;
    }

    private float narrow(Object value) {
        double number = real(value);
        if ((float) number != number) {
            throw unfit("is FLOAT and cannot hold the number exactly");
        }
        return (float) number;
    }

    private BigDecimal decimal(Object value) {
        BigDecimal number =
                switch (value) {
                    case BigDecimal exact -> exact;
                    case Long _, Integer _, Short _, Byte _, BigInteger _ ->
                            new BigDecimal(integer(value));
                    default -> throw wanted("a BigDecimal", value);
                };
        int scale = column.type().scale();
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > scale) {
            throw unfit("keeps no more than %d digits behind the point".formatted(scale));
        }
        BigDecimal scaled = number.setScale(scale, RoundingMode.UNNECESSARY);
        if (scaled.precision() > column.type().size()) {
            throw unfit("cannot hold a number of so many digits");
        }
        return scaled;
    }

    private Instant moment(Object value) {
        if (!(value instanceof Instant moment)) {
            throw wanted("an Instant", value);
        }
        if (!Moments.fits(moment, column.type().scale())) {
            throw unfit(
                    "keeps no more than %d digits of a second, of the years 0 to 9999"
                            .formatted(column.type().scale()));
        }
        return moment;
    }

    private void timestamp(Instant moment, int scale, ByteWriter out) {
        long seconds = moment.getEpochSecond();
        if (seconds < 1 || seconds > 0xFFFFFFFFL) {
            throw unfit("is TIMESTAMP and cannot hold a time so far away");
        }
        bigEnd(seconds, 4, out);
        Moments.fraction(moment, scale, out);
    }

    private void string(Object value, ByteWriter out) {
        boolean binary = CharsetText.binary(column.charset());
        if (binary && value instanceof byte[] bytes) {
            out.append(sized(bytes));
        } else if (!binary && value instanceof String text) {
            byte[] bytes =
                    CharsetText.encode(text, column.charset())
                            .orElseThrow(() ->
                                    unfit(
                                            "is of character set "
                                                    + column.charset()
                                                    + ", which lacks a character"));
            out.append(sized(bytes));
        } else {
            throw wanted(binary ? "a byte[]" : "a String", value);
        }
    }

    private byte[] sized(byte[] bytes) {
        // A table that is read, not logged, does not tell its texts' sizes: the target checks.
        boolean limited = column.type().kind() != Kind.BLOB && column.type().size() > 0;
        if (limited && bytes.length > column.type().size()) {
            throw unfit("cannot hold so many bytes");
        }
        return bytes;
    }

    private long member(Object value) {
        if (!(value instanceof String text)) {
            throw wanted("a String", value);
        }
        for (int i = 0; i < column.members().size(); i++) {
            byte[] member = column.members().get(i);
            if (CharsetText.decode(member, 0, member.length, column.memberCharset())
                    .filter(text::equals)
                    .isPresent()) {
                return i + 1L;
            }
        }
        throw unfit("has no such member");
    }

    static void littleEnd(long value, int size, ByteWriter out) {
        for (int i = 0; i < size; i++) {
            out.put((int) (value >>> 8 * i) & 0xFF);
        }
    }

    static void bigEnd(long value, int size, ByteWriter out) {
        for (int i = size - 1; i >= 0; i--) {
            out.put((int) (value >>> 8 * i) & 0xFF);
        }
    }
}
