package dev.otter.binlog.event;

import dev.otter.testkit.server.Flavor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table with a column of every type, edge values for each, and how a server prints them exactly.
 */
final class EveryType {
    /** How a value is compared. */
    enum Mode {
        TEXT,
        HEX,
        REAL
    }

    /** A column; {@code print} is an SQL expression with {@code %s} for the column. */
    record Column(
            String name,
            String definition,
            String print,
            Mode mode,
            boolean unsigned,
            List<String> edges,
            Function<Random, String> any) {}

    private final List<Column> columns = new ArrayList<>();

    private EveryType() {}

    static List<Column> columns(Flavor flavor) {
        EveryType all = new EveryType();
        all.integers();
        all.numbers();
        all.temporals();
        all.texts();
        switch (flavor) {
            case MYSQL_8_0, MYSQL_5_7 -> all.json();
            case MYSQL_9 -> {
                all.json();
                all.text("ve", "VECTOR(3)", List.of("STRING_TO_VECTOR('[1,2,-3.5]')"), _ -> "NULL");
            }
            case MARIADB -> all.maria();
        }
        return List.copyOf(all.columns);
    }

    private static final List<String> JSON =
            List.of(
                    "'{}'",
                    "'[1, -70000, 5000000000, \"a\\\\\"b\\\\u0001ü\", null, true]'",
                    "JSON_OBJECT('d', CAST('12.50' AS DECIMAL(10,2)), 't', CAST('-10:11:12.5' AS"
                            + " TIME(6)), 'dt', CAST('2020-01-02 03:04:05.000006' AS"
                            + " DATETIME(6)), 'da', CAST('2020-01-02' AS DATE), 'b', x'00FF')",
                    "JSON_OBJECT('long', REPEAT('x', 70000), 'nested', JSON_ARRAY(JSON_OBJECT()))",
                    "JSON_ARRAY(CAST(18446744073709551615 AS UNSIGNED), CAST(7 AS UNSIGNED))");

    private void json() {
        add("js", "JSON", "CAST(%s AS CHAR)", Mode.TEXT, JSON, r -> JSON.get(r.nextInt(5)));
    }

    private void maria() {
        List<String> words = List.of("''", "'short'", "REPEAT('long', 90)", "REPEAT('ü', 300)");
        Function<Random, String> word =
                r -> "REPEAT('w" + r.nextInt(9) + "'," + r.nextInt(150) + ")";
        text("cv", "VARCHAR(400) COMPRESSED", words, word);
        text("ct", "TEXT COMPRESSED", words, word);
        text("cb", "LONGBLOB COMPRESSED", List.of("REPEAT('l', 70000)"), word);
        text("uu", "UUID", List.of("'00112233-4455-1677-8899-aabbccddee00'"), _ -> "UUID()");
        text("in6", "INET6", List.of("'::'", "'2001:db8::ff'"), r -> "'::" + r.nextInt(99) + "'");
    }

    private void add(
            String name,
            String definition,
            String print,
            Mode mode,
            List<String> edges,
            Function<Random, String> any) {
        boolean unsigned = definition.contains("UNSIGNED");
        columns.add(new Column(name, definition, print, mode, unsigned, edges, any));
    }

    private void integers() {
        int[] bits = {8, 16, 24, 32, 64};
        String[] types = {"TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT"};
        for (int i = 0; i < bits.length; i++) {
            int width = bits[i];
            long top = width == 64 ? Long.MAX_VALUE : (1L << width - 1) - 1;
            add(
                    "s" + width,
                    types[i],
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of("0", "-1", Long.toString(top), Long.toString(-top - 1)),
                    r -> Long.toString(r.nextLong() >> 64 - width));
            String most = Long.toUnsignedString(top * 2 + 1);
            add(
                    "u" + width,
                    types[i] + " UNSIGNED",
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of("0", "1", Long.toString(top), most),
                    r -> Long.toUnsignedString(r.nextLong() >>> 64 - width));
        }
        add(
                "yy",
                "YEAR",
                "CAST(%s AS CHAR)",
                Mode.TEXT,
                List.of("0", "1901", "2155"),
                r -> Integer.toString(1901 + r.nextInt(255)));
        // Servers differ in whether they list the sign of a YEAR.
        for (String sign : List.of("", " UNSIGNED", "")) {
            add(
                    "after" + columns.size(),
                    "INT" + sign,
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of("0", "1"),
                    r -> Integer.toString(r.nextInt(1000)));
        }
        for (int width : new int[] {1, 9, 33, 64}) {
            add(
                    "bit" + width,
                    "BIT(" + width + ")",
                    "CAST(%s AS UNSIGNED)",
                    Mode.TEXT,
                    List.of("b'0'", "b'1'", "b'" + "1".repeat(width) + "'"),
                    r -> Long.toUnsignedString(r.nextLong() >>> 64 - width));
        }
    }

    private void numbers() {
        add(
                "f",
                "FLOAT",
                "%s + 0E0",
                Mode.REAL,
                List.of("0", "-1.5", "3.402823466E38", "1.17549435E-38", "0.1"),
                r -> Float.toString(r.nextFloat() * 1e9f));
        add(
                "db",
                "DOUBLE",
                "%s + 0E0",
                Mode.REAL,
                List.of("0", "-1.5", "1.7976931348623157E308", "2.2250738585072014E-308", "0.1"),
                r -> Double.toString(r.nextGaussian() * 1e100));
        int[][] shapes = {{1, 0}, {65, 30}, {14, 4}, {9, 9}, {20, 0}, {10, 1}, {18, 9}, {30, 28}};
        for (int[] shape : shapes) {
            int whole = shape[0] - shape[1];
            String most =
                    (whole == 0 ? "0" : "9".repeat(whole))
                            + (shape[1] == 0 ? "" : "." + "9".repeat(shape[1]));
            add(
                    "dec" + shape[0] + "_" + shape[1],
                    "DECIMAL(" + shape[0] + "," + shape[1] + ")",
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of("0", "'" + most + "'", "'-" + most + "'"),
                    r ->
                            "'"
                                    + (r.nextBoolean() ? "-" : "")
                                    + digits(r, whole)
                                    + (shape[1] == 0 ? "" : "." + digits(r, shape[1]))
                                    + "'");
        }
    }

    private static String digits(Random random, int count) {
        return count == 0
                ? "0"
                : IntStream.range(0, count)
                        .mapToObj(_ -> Integer.toString(random.nextInt(10)))
                        .collect(Collectors.joining());
    }

    private void temporals() {
        add(
                "da",
                "DATE",
                "CAST(%s AS CHAR)",
                Mode.TEXT,
                List.of("'0000-00-00'", "'2020-00-00'", "'9999-12-31'", "'2024-02-29'"),
                r -> "'" + date(r) + "'");
        for (int digits = 0; digits <= 6; digits++) {
            String some = digits == 0 ? "" : "." + "123456".substring(0, digits);
            String most = digits == 0 ? "" : "." + "9".repeat(digits);
            int width = digits;
            add(
                    "ti" + digits,
                    "TIME(" + digits + ")",
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of(
                            "'00:00:00" + some + "'",
                            "'-00:00:00" + some + "'",
                            "'838:59:59'",
                            "'-838:59:59'",
                            "'-10:11:12" + most + "'",
                            "'24:00:01" + some + "'"),
                    r ->
                            "'"
                                    + (r.nextBoolean() ? "-" : "")
                                    + r.nextInt(838)
                                    + ":"
                                    + clock(r)
                                    + fraction(r, width)
                                    + "'");
            add(
                    "dt" + digits,
                    "DATETIME(" + digits + ")",
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of(
                            "'0000-00-00 00:00:00'",
                            "'9999-12-31 23:59:59" + most + "'",
                            "'2020-00-01 00:00:00" + some + "'"),
                    r -> "'" + date(r) + " 12:" + clock(r) + fraction(r, width) + "'");
            add(
                    "ts" + digits,
                    "TIMESTAMP(" + digits + ") NULL",
                    "CAST(%s AS CHAR)",
                    Mode.TEXT,
                    List.of(
                            "'0000-00-00 00:00:00'",
                            "'1970-01-01 00:00:01" + some + "'",
                            "'2038-01-19 03:14:07" + most + "'"),
                    r ->
                            "'20"
                                    + (10 + r.nextInt(27))
                                    + "-03-04 05:"
                                    + clock(r)
                                    + fraction(r, width)
                                    + "'");
        }
    }

    private static String date(Random r) {
        return "%04d-%02d-%02d".formatted(r.nextInt(10000), 1 + r.nextInt(12), 1 + r.nextInt(28));
    }

    private static String clock(Random r) {
        return "%02d:%02d".formatted(r.nextInt(60), r.nextInt(60));
    }

    private static String fraction(Random r, int digits) {
        return digits == 0 ? "" : "." + digits(r, digits);
    }

    private void texts() {
        List<String> words =
                List.of("''", "'a'", "'  trail  '", "'ü'", "REPEAT('é', 9)", "'q\\'\\\\\\0\\n'");
        Function<Random, String> word = r -> "'" + Long.toString(r.nextLong(), 36) + "'";
        for (String charset : List.of("utf8mb4", "latin1", "gbk", "ucs2", "utf16", "binary")) {
            text("vs_" + charset, "VARCHAR(30) CHARACTER SET " + charset, words, word);
            text("vl_" + charset, "VARCHAR(400) CHARACTER SET " + charset, words, word);
            text("tx_" + charset, "TEXT CHARACTER SET " + charset, words, word);
        }
        text("ch", "CHAR(20)", words, word);
        text("ch255", "CHAR(255)", words, word);
        text("bn", "BINARY(20)", words, word);
        text("tb", "TINYBLOB", words, word);
        text("bl", "BLOB", words, word);
        text("mb", "MEDIUMBLOB", List.of("REPEAT('m', 70000)", "''"), word);
        text("lb", "LONGBLOB", List.of("REPEAT('l', 100000)", "''"), word);
        text(
                "ge",
                "GEOMETRY",
                List.of("ST_GeomFromText('POINT(1 2)')"),
                r -> "ST_GeomFromText('LINESTRING(0 0,1 " + r.nextInt(9) + ")')");
        add(
                "en",
                "ENUM('a','b','ü')",
                "CAST(%s AS UNSIGNED)",
                Mode.TEXT,
                List.of("1", "2", "3", "'zzz'"),
                r -> Integer.toString(1 + r.nextInt(3)));
        String many =
                IntStream.range(0, 300)
                        .mapToObj(i -> "'m" + i + "'")
                        .collect(Collectors.joining(","));
        add(
                "en300",
                "ENUM(" + many + ")",
                "CAST(%s AS UNSIGNED)",
                Mode.TEXT,
                List.of("1", "300"),
                r -> Integer.toString(1 + r.nextInt(300)));
        add(
                "se",
                "SET('a','b','c')",
                "CAST(%s AS UNSIGNED)",
                Mode.TEXT,
                List.of("0", "7"),
                r -> Integer.toString(r.nextInt(8)));
        String bits =
                IntStream.range(0, 64)
                        .mapToObj(i -> "'b" + i + "'")
                        .collect(Collectors.joining(","));
        add(
                "se64",
                "SET(" + bits + ")",
                "CAST(%s AS UNSIGNED)",
                Mode.TEXT,
                List.of("0", "18446744073709551615"),
                r -> Long.toString(r.nextLong() >>> 1));
    }

    private void text(String name, String type, List<String> edges, Function<Random, String> any) {
        add(name, type, "HEX(%s)", Mode.HEX, edges, any);
    }
}
