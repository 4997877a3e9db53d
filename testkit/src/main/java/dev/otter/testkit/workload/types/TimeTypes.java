package dev.otter.testkit.workload.types;

import java.util.ArrayList;
import java.util.List;

/** Years, dates, times of day, datetimes and timestamps with all their fractions. */
final class TimeTypes {

    private static final int MOST_DIGITS = 6;

    private TimeTypes() {}

    static List<TypeFamily> families() {
        List<TypeCase> times = new ArrayList<>();
        List<TypeCase> datetimes = new ArrayList<>();
        List<TypeCase> timestamps = new ArrayList<>();
        for (int digits = 0; digits <= MOST_DIGITS; digits++) {
            times.add(time(digits));
            datetimes.add(datetime(digits));
            timestamps.add(timestamp(digits));
        }
        return List.of(
                new TypeFamily("dates", List.of(year(), date())),
                new TypeFamily("times", times),
                new TypeFamily("datetimes", datetimes),
                new TypeFamily("timestamps", timestamps));
    }

    private static TypeCase year() {
        return TypeCase.keyable(
                "YEAR",
                new Edges()
                        .raw("0000", "0")
                        .raw("first", "1901")
                        .raw("last", "2155")
                        .raw("1970", "2000", "2026")
                        .list());
    }

    private static TypeCase date() {
        return TypeCase.keyable(
                "DATE",
                new Edges()
                        .raw("zero", "'0000-00-00'")
                        .raw("first", "'1000-01-01'")
                        .raw("last", "'9999-12-31'")
                        .raw("no month and no day", "'2020-00-00'")
                        .raw("no day", "'2020-06-00'")
                        .raw("no month", "'2020-00-15'")
                        .raw("year one", "'0001-01-01'")
                        .raw("leap day", "'2024-02-29'")
                        .raw("before the Gregorian calendar", "'1582-10-10'")
                        .raw("before the epoch", "'1969-12-31'")
                        .raw("in the gap of 1941 in Shanghai", "'1941-03-15'")
                        .list());
    }

    private static TypeCase time(int digits) {
        Edges edges =
                new Edges()
                        .raw("maximum", "'838:59:59'")
                        .raw("minimum", "'-838:59:59'")
                        .raw("zero", "'00:00:00'")
                        .raw("minus one second", "'-00:00:01'")
                        .raw("minus an hour", "'-01:00:00'")
                        .raw("a day", "'24:00:00'")
                        .raw("minus four days", "'-96:00:00'")
                        .raw("last of the day", cut("23:59:59", "999999", digits));
        if (digits > 0) {
            edges.raw("fraction", cut("12:34:56", "789012", digits))
                    .raw("negative fraction", cut("-12:34:56", "789012", digits))
                    .raw("minus the least", cut("-00:00:00", "0".repeat(digits - 1) + "1", digits))
                    .raw("just above the minimum", cut("-838:59:58", "999999", digits))
                    .raw("just below the maximum", cut("838:59:58", "999999", digits))
                    .raw("minus a half", cut("-00:00:01", "500000", digits));
        }
        String name = "TIME(" + digits + ")";
        return new TypeCase(name, name, edges.list(), digits % 3 == 0);
    }

    private static TypeCase datetime(int digits) {
        Edges edges =
                new Edges()
                        .raw("zero", "'0000-00-00 00:00:00'")
                        .raw("first", "'1000-01-01 00:00:00'")
                        .raw("last", cut("9999-12-31 23:59:59", "999999", digits))
                        .raw("no month and no day", "'2020-00-00 00:00:00'")
                        .raw("no day but a time", "'2020-06-00 12:30:00'")
                        .raw("before the epoch", cut("1969-12-31 23:59:59", "500000", digits))
                        .raw("in a gap of summer time", "'2026-03-29 02:30:00'")
                        .raw("some day", cut("2026-11-22 10:20:30", "123456", digits))
                        .raw("before 1582", "'1500-02-28 12:00:00'");
        String name = "DATETIME(" + digits + ")";
        return new TypeCase(name, name, edges.list(), digits % 3 == 0);
    }

    private static TypeCase timestamp(int digits) {
        Edges edges =
                new Edges()
                        .raw("zero", "'0000-00-00 00:00:00'")
                        .raw("first", "'1970-01-01 00:00:01'")
                        .raw("last", cut("2038-01-19 03:14:07", "999999", digits))
                        .raw("in a gap of summer time", "'2026-03-29 02:30:00'")
                        .raw("some day", cut("2026-11-22 10:20:30", "123456", digits))
                        .raw("small fraction", cut("2001-09-09 01:46:40", "000001", digits));
        String name = "TIMESTAMP(" + digits + ")";
        return new TypeCase(name, name + " NULL DEFAULT NULL", edges.list(), false);
    }

    private static String cut(String seconds, String fraction, int digits) {
        return "'" + seconds + (digits == 0 ? "" : "." + fraction.substring(0, digits)) + "'";
    }
}
