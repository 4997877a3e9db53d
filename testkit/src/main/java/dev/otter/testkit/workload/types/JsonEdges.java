package dev.otter.testkit.workload.types;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON documents: those that text can say, and those only MySQL's own format can. */
final class JsonEdges {

    /** MariaDB takes no more than 32 levels, MySQL 100. */
    private static final int DEEP = 30;

    private static final int DEEPEST = 98;

    private JsonEdges() {}

    static Edges texts() {
        return new Edges()
                .text("null literal", "null")
                .texts("true", "false", "0", "-1", "127", "128", "32767", "32768", "-32769")
                .texts("2147483647", "2147483648", "-2147483649")
                .texts("9223372036854775807", "-9223372036854775808", "18446744073709551615")
                .texts("0.1", "1.0", "1e308", "5e-324", "1e-7", "123456789.123456789")
                .text("negative zero", "-0.0")
                .text("empty string", "\"\"")
                .text("escapes", "\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u0001\\u001f\"")
                .text("unicode", "\"数据 é 😀 \\u2028\"")
                .text("127 bytes", "\"" + "x".repeat(127) + "\"")
                .text("128 bytes", "\"" + "x".repeat(128) + "\"")
                .text("20,000 bytes", "\"" + "y".repeat(20_000) + "\"")
                .text("empty array", "[]")
                .text("empty object", "{}")
                .text("mixed array", "[1, -2, 3.5, \"x\", null, true, {}, [], 4294967296]")
                .text("keys of all lengths", "{\"\": 1, \"a\": 2, \"aa\": 3, \"b\": 4, \"数\": 5}")
                .text("quoted keys", "{\"it's\": 1, \"say \\\"x\\\"\": 2, \"a.b\": 3, \"$\": 4}")
                .text("nested", "{\"a\": {\"b\": [1, {\"c\": null}]}, \"d\": [[[]]]}")
                .text("deep", "[".repeat(DEEP) + "]".repeat(DEEP))
                .text("spaces", "  { \"a\" :\n1 } ")
                .text("object above 64 KB", bigObject())
                .text("array above 64 KB", bigArray());
    }

    static void nativeValues(Edges edges) {
        edges.text("98 levels deep", "[".repeat(DEEPEST) + "]".repeat(DEEPEST))
                .raw("decimal", "CAST(CAST('1.10' AS DECIMAL(10,2)) AS JSON)")
                .raw(
                        "widest decimal",
                        "CAST(CAST('-"
                                + "9".repeat(35)
                                + "."
                                + "9".repeat(30)
                                + "' AS DECIMAL(65,30)) AS JSON)")
                .raw("date", "CAST(DATE'2020-01-02' AS JSON)")
                .raw("time", "CAST(TIME'-12:34:56.789012' AS JSON)")
                .raw("datetime", "CAST(TIMESTAMP'2020-01-02 03:04:05.678901' AS JSON)")
                .raw(
                        "native values nested",
                        "JSON_OBJECT('d',CAST('2.50' AS DECIMAL(10,2)),'t',TIME'01:02:03','a',"
                                + "JSON_ARRAY(DATE'1000-01-01',NULL,CAST(7 AS UNSIGNED)))");
    }

    static void nativeBytes(Edges edges) {
        edges.raw("opaque blob", "CAST(_binary x'00ff275c' AS JSON)")
                .raw("opaque bytes", "CAST(x'00ff275c' AS JSON)")
                .raw("opaque nested", "JSON_ARRAY(x'ff00',NULL)")
                .raw("opaque empty", "CAST(x'' AS JSON)");
    }

    private static String bigObject() {
        return IntStream.range(0, 4000)
                .mapToObj(i -> "\"key" + i + "\":\"value " + i + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String bigArray() {
        return IntStream.range(0, 20_000)
                .mapToObj(i -> i % 3 == 0 ? "\"s" + i + "\"" : String.valueOf(i * 100_003L))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
