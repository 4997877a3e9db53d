package dev.otter.engine.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of a column that an INSERT leaves out, as its type holds it. Immutable.
 *
 * @param form how it is to be read
 * @param text the value; of {@link Form#NOW} its digits of a second
 */
public record InitialValue(Form form, String text) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern DATE_TEXT =
            Pattern.compile(
                    "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
                            + "(?:[ T](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,6}))?)?");
    private static final Pattern TIME_TEXT =
            Pattern.compile("(-?)(\\d{1,3}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,6}))?");

    /** How a value is to be read. */
    public enum Form {
        /** A number in decimal digits. */
        NUMBER,
        TEXT,
        /** Bytes, two hexadecimal digits each. */
        BYTES,
        /** As many zeros and ones as the column has bits. */
        BITS,
        /** A day. */
        DATE,
        /** A day and a time of no zone. */
        MOMENT,
        /** A day and a time in UTC. */
        UTC,
        /** Hours, minutes, seconds, perhaps with a minus in front. */
        SPAN,
        /** The moment of the INSERT. */
        NOW
    }

    /**
     * What a column's default is; empty when it has none, or a date with a zero in it.
     *
     * @throws HeldException when it cannot be told what the source makes of it
     */
    static Optional<InitialValue> of(MysqlColumn column, SourceRules rules) throws HeldException {
        return switch (column.initial()) {
            case ColumnDefault.None _, ColumnDefault.Null _ -> Optional.empty();
            case ColumnDefault.Now(int fraction) -> Optional.of(now(column, fraction));
            case ColumnDefault.Amount(BigDecimal number) -> Optional.of(number(column, number));
            case ColumnDefault.Bytes(String hex) -> Optional.of(bytes(column, hex));
            case ColumnDefault.Text(String text) -> text(column, text, rules);
        };
    }

    /** Whether it is a date that no other kind of database holds. */
    static boolean zeroDate(MysqlColumn column) {
        return dated(column.type().kind())
                && column.initial() instanceof ColumnDefault.Text(String text)
                && zero(text);
    }

    private static boolean dated(MysqlKind kind) {
        return kind == MysqlKind.DATE || kind == MysqlKind.DATETIME || kind == MysqlKind.TIMESTAMP;
    }

    private static boolean zero(String text) {
        Matcher date = DATE_TEXT.matcher(text.strip());
        return text.strip().equals("0")
                || date.matches()
                        && (date.group(1).equals("0000")
                                || Integer.parseInt(date.group(2)) == 0
                                || Integer.parseInt(date.group(3)) == 0);
    }

    private static HeldException untold(MysqlColumn column) {
        return new HeldException(
                column.text(), "has a default of which it cannot be told what the source makes");
    }

    private static InitialValue now(MysqlColumn column, int fraction) throws HeldException {
        MysqlKind kind = column.type().kind();
        if (kind != MysqlKind.DATETIME && kind != MysqlKind.TIMESTAMP) {
            throw untold(column);
        }
        return new InitialValue(Form.NOW, Integer.toString(fraction));
    }

    private static InitialValue number(MysqlColumn column, BigDecimal number) throws HeldException {
        MysqlType type = column.type();
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> whole(column, number);
            case DECIMAL ->
                    new InitialValue(
                            Form.NUMBER,
                            number.setScale(type.second(), RoundingMode.HALF_UP).toPlainString());
            case FLOAT, DOUBLE -> new InitialValue(Form.NUMBER, number.toString());
            case YEAR -> {
                // Years of two digits are of this century or the last one.
                if (number.signum() != 0 && number.compareTo(BigDecimal.valueOf(1901)) < 0) {
                    throw untold(column);
                }
                yield whole(column, number);
            }
            case BIT -> bits(column, exact(column, number));
            case CHAR, VARCHAR, TEXT -> new InitialValue(Form.TEXT, number.toPlainString());
            case BINARY, VARBINARY, BLOB, ENUM, SET, JSON, GEOMETRY, VECTOR -> throw untold(column);
            case DATE, TIME, DATETIME, TIMESTAMP -> throw untold(column);
        };
    }

    private static BigInteger exact(MysqlColumn column, BigDecimal number) throws HeldException {
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException _) {
            throw untold(column);
        }
    }

    private static InitialValue whole(MysqlColumn column, BigDecimal number) throws HeldException {
        return new InitialValue(Form.NUMBER, exact(column, number).toString());
    }

    private static InitialValue bits(MysqlColumn column, BigInteger value) throws HeldException {
        int bits = column.type().first();
        String text = value.toString(2);
        if (value.signum() < 0 || text.length() > bits) {
            throw untold(column);
        }
        return new InitialValue(Form.BITS, "0".repeat(bits - text.length()) + text);
    }

    private static InitialValue bytes(MysqlColumn column, String hex) throws HeldException {
        BigInteger value = hex.isEmpty() ? BigInteger.ZERO : new BigInteger(hex, 16);
        return switch (column.type().kind()) {
            case BINARY, VARBINARY, BLOB -> padded(column, hex);
            case BIT -> bits(column, value);
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL ->
                    number(column, new BigDecimal(value));
            case FLOAT, DOUBLE, YEAR, DATE, TIME, DATETIME, TIMESTAMP -> throw untold(column);
            case CHAR, VARCHAR, TEXT, ENUM, SET, JSON, GEOMETRY, VECTOR -> throw untold(column);
        };
    }

    /** A BINARY is filled up with zeros. */
    private static InitialValue padded(MysqlColumn column, String hex) {
        int missing =
                column.type().kind() == MysqlKind.BINARY
                        ? Math.max(0, column.type().first() - hex.length() / 2)
                        : 0;
        return new InitialValue(Form.BYTES, hex + "00".repeat(missing));
    }

    private static Optional<InitialValue> text(MysqlColumn column, String text, SourceRules rules)
            throws HeldException {
        return switch (column.type().kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, YEAR -> {
                Optional<BigDecimal> number = SourceRules.number(text);
                if (number.isEmpty()) {
                    throw untold(column);
                }
                yield Optional.of(number(column, number.get()));
            }
            case CHAR -> Optional.of(new InitialValue(Form.TEXT, text.replaceAll(" +$", "")));
            case VARCHAR, TEXT -> Optional.of(new InitialValue(Form.TEXT, text));
            case BINARY, VARBINARY, BLOB -> Optional.of(ascii(column, text));
            case ENUM -> Optional.of(new InitialValue(Form.TEXT, member(column, text)));
            case SET -> Optional.of(members(column, text));
            case DATE, DATETIME, TIMESTAMP ->
                    zero(text) ? Optional.empty() : Optional.of(moment(column, text, rules));
            case TIME -> Optional.of(span(column, text));
            case BIT, JSON, GEOMETRY, VECTOR -> throw untold(column);
        };
    }

    /** The bytes of other texts depend on the session's character set. */
    private static InitialValue ascii(MysqlColumn column, String text) throws HeldException {
        if (text.chars().anyMatch(c -> c > 0x7F)) {
            throw untold(column);
        }
        return padded(column, HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String member(MysqlColumn column, String text) throws HeldException {
        String wanted = text.replaceAll(" +$", "");
        List<String> members = column.type().members();
        if (members.contains(wanted)) {
            return wanted;
        }
        return members.stream()
                .filter(member -> member.equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> untold(column));
    }

    /** Members stand in the order of the type, each once. */
    private static InitialValue members(MysqlColumn column, String text) throws HeldException {
        List<String> chosen = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String one : text.split(",", -1)) {
                chosen.add(member(column, one));
            }
        }
        List<String> ordered = column.type().members().stream().filter(chosen::contains).toList();
        return new InitialValue(Form.TEXT, String.join(",", ordered));
    }

    private static InitialValue moment(MysqlColumn column, String text, SourceRules rules)
            throws HeldException {
        Matcher date = DATE_TEXT.matcher(text.strip());
        if (!date.matches()) {
            throw untold(column);
        }
        boolean timed = date.group(4) != null;
        String fraction = fraction(column, date.group(7));
        LocalDateTime local = local(column, date, timed);
        return switch (column.type().kind()) {
            case DATE -> {
                if (timed) {
                    throw untold(column);
                }
                yield new InitialValue(Form.DATE, local.toLocalDate().toString());
            }
            case DATETIME -> new InitialValue(Form.MOMENT, MOMENT.format(local) + fraction);
            default -> {
                if (rules.zone().isEmpty()) {
                    throw new HeldException(
                            column.text(),
                            "has a default in the time zone of the source's system, which the log"
                                    + " does not tell");
                }
                LocalDateTime utc =
                        local.atZone(rules.zone().get())
                                .withZoneSameInstant(ZoneOffset.UTC)
                                .toLocalDateTime();
                yield new InitialValue(Form.UTC, MOMENT.format(utc) + fraction);
            }
        };
    }

    private static LocalDateTime local(MysqlColumn column, Matcher date, boolean timed)
            throws HeldException {
        try {
            return LocalDateTime.of(
                    Integer.parseInt(date.group(1)),
                    Integer.parseInt(date.group(2)),
                    Integer.parseInt(date.group(3)),
                    timed ? Integer.parseInt(date.group(4)) : 0,
                    timed ? Integer.parseInt(date.group(5)) : 0,
                    timed ? Integer.parseInt(date.group(6)) : 0);
        } catch (DateTimeException _) {
            throw untold(column);
        }
    }

    /** Digits behind the point, which must all fit. */
    private static String fraction(MysqlColumn column, String digits) throws HeldException {
        if (digits == null) {
            return "";
        }
        String plain = digits.replaceAll("0+$", "");
        if (plain.length() > column.type().first()) {
            throw untold(column);
        }
        return plain.isEmpty() ? "" : "." + plain;
    }

    private static InitialValue span(MysqlColumn column, String text) throws HeldException {
        Matcher time = TIME_TEXT.matcher(text.strip());
        if (!time.matches()) {
            throw untold(column);
        }
        String fraction = fraction(column, time.group(5));
        return new InitialValue(
                Form.SPAN,
                time.group(1)
                        + "0".repeat(Math.max(0, 2 - time.group(2).length()))
                        + time.group(2)
                        + ":"
                        + time.group(3)
                        + ":"
                        + time.group(4)
                        + fraction);
    }
}
