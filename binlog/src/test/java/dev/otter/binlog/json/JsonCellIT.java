package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.LogFile;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.RowsEvent;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cells made from what a server tells of its documents are, byte for byte, those that it writes
 * into its log.
 */
final class JsonCellIT {
    private static final int RANDOM = 300;

    /** The server tells longer ones wrong, and they are refused. */
    private static final int HOURS_A_DAY = 24;

    private static final int[] KINDS = {4, 6, 7, 8, 12};

    private static final String OTHERS =
            "CREATE TABLE d.other (ti TINYINT, bu BIGINT UNSIGNED, dc DECIMAL(38,3), f FLOAT, db"
                    + " DOUBLE, bt BIT(13), y YEAR, dt DATE, tm TIME(3), dtm DATETIME(6), ts"
                    + " TIMESTAMP(6), ch CHAR(9), bi BINARY(6), vb VARBINARY(9), tx LONGTEXT, bl"
                    + " BLOB, lb LONGBLOB, en ENUM('x','y'), st SET('p','q'), ge GEOMETRY)";

    /** Written by the server's own functions, casts and columns. */
    private static final List<String> EXPRESSIONS =
            List.of(
                    "'null'",
                    "'[1, -2, 3.5, \"x\", null, true, {}, [], 4294967296, 18446744073709551615]'",
                    "'[32767, 32768, -32768, -32769, 2147483648, -2147483649, 1.0, -0.0, 1e308]'",
                    "CAST(CAST('-99999999999999999999999999999999999.999' AS DECIMAL(38,3)) AS"
                            + " JSON)",
                    "JSON_ARRAY(1.10, 0.05, -0.5, 0.0, 1000000000.1, 12345678901234567890)",
                    "JSON_ARRAY(CAST(0.05 AS DECIMAL(3,2)), CAST(7 AS DECIMAL(20,10)), 1.5 * 2)",
                    "JSON_ARRAY(DATE'1000-01-01', TIME'-12:34:56.789012', TIME'00:00:00',"
                            + " TIMESTAMP'2020-01-02 03:04:05.678901', DATE'9999-12-31')",
                    "JSON_ARRAY(x'ff00', _binary'ab', x'', CAST('q' AS BINARY(3)))",
                    "JSON_OBJECT('bb', 1, 'b', 2, '', 3, 'ab', 4, '数', 5, 'b\\'s \"', 6)",
                    "JSON_SET('{\"a\": [1, 2]}', '$.b', CAST(70000 AS UNSIGNED), '$.a[1]', 1.25)",
                    "JSON_MERGE_PATCH('{\"a\": {\"b\": 1}}', '{\"a\": {\"c\": 2.5}, \"d\": []}')",
                    "(SELECT JSON_ARRAYAGG(dc) FROM d.other)",
                    "(SELECT JSON_OBJECTAGG(ch, dtm) FROM d.other WHERE ch IS NOT NULL)",
                    "(SELECT JSON_ARRAY(ti,bu,dc,f,db,bt,y,dt,tm,dtm,ts,ch,bi,vb,tx,bl,lb,en,st,ge)"
                            + " FROM d.other WHERE ti=1)",
                    "(SELECT JSON_ARRAY(ti,bu,dc,f,db,bt,y,dt,tm,dtm,ts,ch,bi,vb,tx,bl,lb,en,st,ge)"
                            + " FROM d.other WHERE ti=2)",
                    "(SELECT CAST(dc AS JSON) FROM d.other WHERE ti=1)",
                    "(SELECT CAST(lb AS JSON) FROM d.other WHERE ti=1)",
                    "ST_AsGeoJSON(POINT(1.5, -2))",
                    "JSON_ARRAY(REPEAT('x', 65525))",
                    "JSON_ARRAY(REPEAT('x', 65526), -1, 70000, CAST(70000 AS UNSIGNED), NULL)",
                    "JSON_OBJECT('k', REPEAT('x', 65520))",
                    "JSON_OBJECT('k', REPEAT('x', 65521))",
                    "JSON_OBJECT(REPEAT('k', 65535), 1)",
                    "JSON_ARRAY(REPEAT('x', 127), REPEAT('x', 128), REPEAT('x', 16384))",
                    "JSON_ARRAY(REPEAT(x'00', 70000))");

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int count : new int[] {9_361, 9_362, 13_107, 21_843, 21_844, 65_535, 65_536}) {
            String numbers = join(IntStream.range(0, count).mapToObj(_ -> "100000"), "[", "]");
            texts.add(numbers);
            texts.add("{\"b\": " + numbers + ", \"a\": [70000, {\"c\": " + numbers + "}]}");
            texts.add(
                    join(
                            IntStream.range(0, count).mapToObj(i -> i % 2 == 0 ? "null" : "-3"),
                            "[",
                            "]"));
            texts.add(
                    join(IntStream.range(0, count).mapToObj(i -> "\"" + i + "\":" + i), "{", "}"));
        }
        texts.add("[".repeat(100) + "]".repeat(100));
        texts.add(
                "{\"a\": [".repeat(49) + "\"" + "x".repeat(70_000) + "\"" + ", 70000]}".repeat(49));
        return texts;
    }

    private static String join(
            java.util.stream.Stream<String> parts, String before, String behind) {
        return parts.collect(Collectors.joining(",", before, behind));
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_9"})
    void cells_are_those_of_the_log(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            fill(connection, statement);
            Map<Integer, byte[]> logged = logged(server);
            statement.execute(
                    "SET SESSION group_concat_max_len=1073741824, time_zone='+00:00', sql_mode=''");
            int rows = 0;
            int narrowed = 0;
            try (ResultSet told =
                    statement.executeQuery(
                            "SELECT id, j, " + TypedJson.types("d.t.j") + " FROM d.t")) {
                while (told.next()) {
                    byte[] log = logged.get(told.getInt(1));
                    String name = "document " + told.getInt(1);
                    JsonBinary binary = new JsonBinary(log, 0, log.length);
                    // Of the log's own types, before any text: not a bit may be otherwise.
                    assertThat(cell(JsonTree.of(binary))).as(name).isEqualTo(log);
                    byte[] made = cell(typed(told.getString(2), told.getString(3)));
                    if (!Arrays.equals(made, log)) {
                        narrowed++;
                        assertThat(made).as(name).isEqualTo(cell(narrow(JsonTree.of(binary))));
                    }
                    JsonNode back = JsonTree.of(new JsonBinary(made, 0, made.length));
                    assertThat(TypedText.of(narrow(back)))
                            .as(name)
                            .isEqualTo(TypedText.of(narrow(JsonTree.of(binary))));
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(logged.size());
            // Only decimals may be kept with more digits than they have.
            assertThat(narrowed).isLessThan(rows / 3);
        }
    }

    private static void fill(Connection connection, Statement statement) throws Exception {
        statement.execute("SET SESSION sql_mode='', time_zone='+00:00'");
        statement.execute("CREATE DATABASE d");
        statement.execute(OTHERS);
        statement.execute("CREATE TABLE d.t (id INT PRIMARY KEY AUTO_INCREMENT, j JSON)");
        statement.execute(
                "INSERT INTO d.other VALUES (1, 18446744073709551615,"
                        + " -99999999999999999999999999999999999.999, 1.1, -0.1, b'1000000000001',"
                        + " 2026, '2026-02-28', '-10:00:00.01', '9999-12-31 23:59:59.999999',"
                        + " '2026-11-26 22:30:00.125', '中文', x'610000', x'00ff', REPEAT('ü',"
                        + " 9000), x'0102', REPEAT(x'7f', 70000), 'y', 'p,q', POINT(1, 2)),"
                        + " (2, 0, 0, 0, 0, 0, 0, '0000-00-00', '00:00:00', '0000-00-00 00:00:00',"
                        + " '0000-00-00 00:00:00', '', '', '', '', '', '', '', '', NULL)");
        for (String expression : EXPRESSIONS) {
            // MySQL 8.0 refuses some of these queries as values of VALUES.
            statement.execute(
                    expression.startsWith("(SELECT ")
                            ? "INSERT INTO d.t (j) "
                                    + expression.substring(1, expression.length() - 1)
                            : "INSERT INTO d.t (j) VALUES (" + expression + ")");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO d.t (j) VALUES (?)")) {
            for (String text : texts()) {
                insert.setString(1, text);
                insert.execute();
            }
        }
        for (int i = 0; i < RANDOM; i++) {
            RandomJson random = new RandomJson(i, KINDS[i % KINDS.length], HOURS_A_DAY);
            ByteWriter sql = new ByteWriter(1000);
            sql.ascii("INSERT INTO d.t (j) VALUES (");
            JsonSql.append(i % 7 == 0 ? random.any(0) : random.container(4), sql);
            statement.execute(sql.ascii(")").toString());
        }
        statement.execute("INSERT INTO d.t (j) SELECT j FROM d.t WHERE id < 30 ORDER BY id");
    }

    private static Map<Integer, byte[]> logged(MysqlServer server) throws Exception {
        Map<Integer, byte[]> cells = new TreeMap<>();
        RowCursor cursor = new RowCursor();
        for (Path file : LogFile.of(server)) {
            LogFile.decode(
                    file,
                    new EventDecoder(),
                    event -> {
                        if (event instanceof RowsEvent rows && rows.table().table().equals("t")) {
                            cursor.open(rows);
                            while (cursor.next()) {
                                int at = cursor.offset(Image.AFTER, 1);
                                cells.put(
                                        cells.size() + 1,
                                        Arrays.copyOfRange(
                                                cursor.buffer(),
                                                at,
                                                at + cursor.length(Image.AFTER, 1)));
                            }
                        }
                    });
        }
        return cells;
    }

    private static TypedJson typed(String text, String types) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] letters = types.getBytes(StandardCharsets.US_ASCII);
        return new TypedJson(utf8, 0, utf8.length, letters, 0, letters.length);
    }

    private static byte[] cell(JsonDocument document) {
        ByteWriter out = new ByteWriter(256);
        JsonCell.append(document, out);
        return out.toByteArray();
    }

    /**
     * As the server tells it: decimals with no more digits than they have, whatever was reserved
     * for them.
     */
    private static JsonNode narrow(JsonNode node) {
        switch (node) {
            case JsonNode.Members members -> members.map().replaceAll((_, value) -> narrow(value));
            case JsonNode.Elements elements -> elements.list().replaceAll(JsonCellIT::narrow);
            case JsonNode.OpaqueValue value -> {
                return told(value);
            }
            default -> {}
        }
        return node;
    }

    private static JsonNode told(JsonNode.OpaqueValue value) {
        return switch (Opaque.kind(value.type())) {
            case DECIMAL -> {
                ByteWriter digits = new ByteWriter(70);
                Opaque.append(value.type(), value.bytes(), 0, value.bytes().length, digits);
                yield new JsonNode.OpaqueValue(value.type(), DecimalCell.of(digits.toString()));
            }
            case DATE, TIME, DATETIME, TIMESTAMP, BYTES -> value;
        };
    }
}
