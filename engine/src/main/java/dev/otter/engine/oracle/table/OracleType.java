package dev.otter.engine.oracle.table;

import dev.otter.engine.database.TableColumn;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of Oracle with its arguments, as {@link TableColumn#columnType} spells it.
 *
 * @param name lower case, without arguments, such as {@code timestamp with time zone}
 * @param first first number: precision, length, digits of days; {@link #NONE} when there is none
 * @param second second number: scale, digits of a second's fraction; {@link #NONE} when there is
 *     none
 * @param unit what a length counts
 */
record OracleType(String name, int first, int second, Unit unit) {
    /** Numbers of digits and lengths without end. */
    static final int NONE = Integer.MIN_VALUE;

    private static final Pattern ARGUMENTS =
            Pattern.compile("\\((\\d+)(?:\\s*,\\s*(-?\\d+))?(?:\\s+(BYTE|CHAR))?\\)");
    private static final int DEFAULT_FRACTION = 6;
    private static final int DEFAULT_DAYS = 2;

    /** What a length of text counts. */
    enum Unit {
        BYTES,
        /** Code points. */
        CHARACTERS,
        /** Units of UTF-16, of which a few characters take two. */
        UNITS
    }

    /** The type of a column. */
    static OracleType of(TableColumn column) {
        String text = column.columnType();
        Matcher arguments = ARGUMENTS.matcher(text);
        int first = NONE;
        int second = NONE;
        Unit unit = column.dataType().startsWith("n") ? Unit.UNITS : Unit.BYTES;
        if (arguments.find()) {
            first = Integer.parseInt(arguments.group(1));
            second = arguments.group(2) == null ? NONE : Integer.parseInt(arguments.group(2));
            if ("CHAR".equals(arguments.group(3))) {
                unit = Unit.CHARACTERS;
            }
        }
        return switch (column.dataType()) {
            case "number" ->
                    // NUMBER(p) has no digits behind the point, NUMBER any.
                    new OracleType("number", first, first < 0 || second != NONE ? second : 0, unit);
            case "interval day to second" -> {
                // Both arguments stand in brackets of their own.
                boolean told = arguments.find();
                int fraction = told ? Integer.parseInt(arguments.group(1)) : DEFAULT_FRACTION;
                int days = first < 0 ? DEFAULT_DAYS : first;
                yield new OracleType(column.dataType(), days, fraction, unit);
            }
            case "timestamp", "timestamp with time zone", "timestamp with local time zone" ->
                    new OracleType(
                            column.dataType(), NONE, first < 0 ? DEFAULT_FRACTION : first, unit);
            default -> new OracleType(column.dataType(), first, second, unit);
        };
    }

    /** {@code TIMESTAMP(6) WITH TIME ZONE} without its arguments, in lower case. */
    static String plain(String spelled) {
        return spelled.replaceAll("\\(.*?\\)", "").toLowerCase(Locale.ROOT).strip();
    }
}
