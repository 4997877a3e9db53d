package dev.otter.engine.oracle.table;

import java.time.YearMonth;
import java.util.Optional;

/** Dates and lengths of time as MySQL prints them, for Oracle. Stateless. */
final class Moments {
    private static final int FRACTION_DIGITS = 6;
    private static final String NO_FRACTION = "000000";

    private Moments() {}

    /**
     * A date, with or without a time.
     *
     * @param printed {@code YYYY-MM-DD} or {@code YYYY-MM-DD HH:MM:SS[.ffffff]}
     * @param fraction whether six digits of a second's fraction are wanted, or none
     * @return empty when Oracle has no such day: parts that are zero, days that no month has, and
     *     the ten of October 1582 that its calendar leaves out
     */
    static Optional<String> date(String printed, boolean fraction) {
        if (!day(printed)) {
            return Optional.empty();
        }
        String whole = printed.length() > 10 ? printed.substring(0, 19) : printed + " 00:00:00";
        return Optional.of(fraction ? whole + "." + fraction(printed) : whole);
    }

    private static boolean day(String printed) {
        int year = Integer.parseInt(printed.substring(0, 4));
        int month = Integer.parseInt(printed.substring(5, 7));
        int day = Integer.parseInt(printed.substring(8, 10));
        if (year < 1 || month < 1 || month > 12) {
            return false;
        }
        boolean leftOut = year == 1582 && month == 10 && day > 4 && day < 15;
        return YearMonth.of(year, month).isValidDay(day) && !leftOut;
    }

    private static String fraction(String printed) {
        int point = printed.indexOf('.');
        String digits = point < 0 ? "" : printed.substring(point + 1);
        return digits + NO_FRACTION.substring(Math.min(FRACTION_DIGITS, digits.length()));
    }

    /**
     * A length of time as days and the rest.
     *
     * @param printed {@code [-]H…:MM:SS[.ffffff]}
     */
    static Span span(String printed) {
        boolean negative = printed.startsWith("-");
        String time = negative ? printed.substring(1) : printed;
        int colon = time.indexOf(':');
        int hours = Integer.parseInt(time.substring(0, colon));
        String rest = time.substring(colon, colon + 6);
        return new Span(
                hours / 24,
                "%s%d %02d%s.%s"
                        .formatted(
                                negative ? "-" : "", hours / 24, hours % 24, rest, fraction(time)));
    }

    /**
     * A length of time.
     *
     * @param days whole days of it
     * @param text {@code [-]D HH:MM:SS.ffffff}
     */
    record Span(int days, String text) {}
}
