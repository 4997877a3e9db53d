package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.KafkaPair.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.KafkaPair.Sent;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each type's values in JSON, compared with what MySQL itself makes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaTypesIT {
    private static final String ISO = "'%Y-%m-%dT%H:%i:%s'";

    /**
     * A column with values, and how MySQL spells what is expected.
     *
     * @param type the column's type
     * @param expected an expression over {@code c}
     * @param values what is inserted
     */
    private record Case(String type, String expected, String... values) {}

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("TINYINT", "c", "-128", "127", "0", "NULL"),
                new Case("TINYINT UNSIGNED", "c", "255"),
                new Case("SMALLINT", "c", "-32768", "32767"),
                new Case("SMALLINT UNSIGNED", "c", "65535"),
                new Case("MEDIUMINT", "c", "-8388608", "8388607"),
                new Case("MEDIUMINT UNSIGNED", "c", "16777215"),
                new Case("INT", "c", "-2147483648", "2147483647"),
                new Case("INT UNSIGNED", "c", "4294967295"),
                new Case("BIGINT", "c", "-9223372036854775808", "9223372036854775807"),
                new Case("BIGINT UNSIGNED", "c", "18446744073709551615"),
                new Case("DECIMAL(30,10)", "c", "-12345678901234567890.0123456789", "0", "1.5"),
                new Case("DECIMAL(5,0)", "c", "-99999", "7"),
                new Case("FLOAT", "c", "0.1", "-1.5e30", "16777216", "0"),
                new Case("DOUBLE", "c", "0.1", "-1.7976931348623157e308", "5e-324", "1e22"),
                new Case("BIT(1)", "LPAD(BIN(c+0),1,'0')", "b'0'", "b'1'"),
                new Case("BIT(13)", "LPAD(BIN(c+0),13,'0')", "b'1010'", "b'1111111111111'"),
                new Case("BIT(64)", "LPAD(BIN(c+0),64,'0')", "~0", "1"),
                new Case("YEAR", "c+0", "1901", "2155", "0"),
                new Case(
                        "DATE",
                        "c",
                        "'1000-01-01'",
                        "'9999-12-31'",
                        "'0000-00-00'",
                        "'2024-00-07'"),
                new Case("TIME", "c", "'-838:59:59'", "'838:59:59'", "'00:00:00'"),
                new Case("TIME(6)", "c", "'-00:00:00.000001'", "'23:59:59.999999'"),
                new Case("DATETIME", "DATE_FORMAT(c," + ISO + ")", "'9999-12-31 23:59:59'"),
                new Case(
                        "DATETIME(3)",
                        "REPLACE(c,' ','T')",
                        "'2024-02-29 12:00:00.120'",
                        "'0000-00-00 00:00:00'"),
                new Case(
                        "TIMESTAMP(6)",
                        "CONCAT(REPLACE(c,' ','T'),'Z')",
                        "'1970-01-01 00:00:01.000001'",
                        "'2038-01-19 03:14:07.999999'"),
                new Case("TIMESTAMP", "CONCAT(REPLACE(c,' ','T'),'Z')", "'2024-06-01 00:00:00'"),
                new Case(
                        "VARCHAR(99) CHARACTER SET utf8mb4",
                        "c",
                        "'plain'",
                        "''",
                        "'q\\\"b\\\\s\\nn\\tt\\0z'",
                        "'ä€😀'",
                        "NULL"),
                new Case("CHAR(9) CHARACTER SET latin1", "c", "'äß'", "'€'", "0x81", "'a '"),
                new Case("TEXT CHARACTER SET gbk", "c", "'中文'"),
                new Case("VARCHAR(9) CHARACTER SET utf16", "c", "'a\"中😀'"),
                new Case("LONGTEXT", "c", "REPEAT('x',70000)"),
                new Case("BINARY(5)", "TO_BASE64(c)", "0x01", "0x0102030400", "''"),
                new Case("VARBINARY(9)", "TO_BASE64(c)", "0x00FF", "''"),
                new Case("BLOB", "REPLACE(TO_BASE64(c),'\\n','')", "REPEAT(0xFE01,300)", "NULL"),
                new Case("ENUM('a','ü\"','') CHARACTER SET utf8mb4", "c", "'a'", "'ü\"'", "''"));
    }

    private KafkaPair pair;

    @BeforeAll
    void start() {
        pair = new KafkaPair(ServerSpec.mysql80());
    }

    @AfterAll
    void close() {
        pair.close();
    }

    @Test
    void every_value_is_spelled_as_its_type_wants_and_read_back_the_same() throws Exception {
        List<Case> cases = cases().toList();
        pair.onSource("CREATE DATABASE types");
        try (PipelineRun run = pair.run("types", PipelineOptions.defaults())) {
            for (int i = 0; i < cases.size(); i++) {
                Case each = cases.get(i);
                pair.onSource(
                        "CREATE TABLE types.t%d (id INT PRIMARY KEY, c %s)"
                                .formatted(i, nullable(each.type())));
                for (int row = 0; row < each.values().length; row++) {
                    pair.onSource(
                            "SET SESSION sql_mode='ALLOW_INVALID_DATES', time_zone='+00:00'",
                            "INSERT INTO types.t%d VALUES (%d,%s)"
                                    .formatted(i, row, each.values()[row]));
                }
            }
            reached(run);
        }
        for (int i = 0; i < cases.size(); i++) {
            compare("t" + i, cases.get(i));
        }
    }

    private static String nullable(String type) {
        return type.startsWith("TIMESTAMP") ? type + " NULL" : type;
    }

    private void compare(String table, Case each) throws Exception {
        List<String> expected = new ArrayList<>();
        try (Connection connection = pair.source.connect()) {
            connection.createStatement().execute("SET time_zone='+00:00'");
            try (ResultSet rows =
                    connection
                            .createStatement()
                            .executeQuery(
                                    "SELECT CAST(%s AS CHAR) FROM types.%s ORDER BY id"
                                            .formatted(each.expected(), table))) {
                while (rows.next()) {
                    expected.add(rows.getString(1));
                }
            }
        }
        String[] found = new String[each.values().length];
        for (Sent sent : pair.committed("types." + table)) {
            int id = ((BigDecimal) sent.field("after", "id")).intValueExact();
            Object value = sent.field("after", "c");
            found[id] = value == null ? null : same(expected.get(id), each.type(), value);
        }
        assertThat(found).as(each.type()).containsExactly(expected.toArray(String[]::new));
    }

    /** Reals are compared as the type's own values; everything else letter by letter. */
    private static String same(String expected, String type, Object value) {
        String text =
                value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        boolean equal =
                type.equals("DOUBLE") && Double.parseDouble(text) == Double.parseDouble(expected)
                        || type.equals("FLOAT")
                                && Math.abs(Float.parseFloat(text) / Float.parseFloat(expected) - 1)
                                        < 1e-5
                        || type.equals("FLOAT") && text.equals("0.0") && expected.equals("0");
        return equal ? expected : text;
    }

    @Test
    void a_float_is_the_shortest_text_that_gives_its_bits_back() throws Exception {
        pair.onSource(
                "CREATE DATABASE floats", "CREATE TABLE floats.t (id INT PRIMARY KEY, c FLOAT)");
        try (PipelineRun run = pair.run("floats", PipelineOptions.defaults())) {
            pair.onSource("INSERT INTO floats.t VALUES (1,0.1),(2,3.25e38),(3,1.5e-38)");
            reached(run);
        }
        for (Sent sent : pair.committed("floats.t")) {
            float bits = Float.parseFloat(sent.field("after", "c").toString());
            assertThat(bits).isIn(0.1f, 3.25e38f, 1.5e-38f);
        }
    }

    @Test
    void sets_are_arrays_json_is_nested_and_shapes_keep_their_reference_system() throws Exception {
        pair.onSource(
                "CREATE DATABASE nested",
                "CREATE TABLE nested.t (id INT PRIMARY KEY, s SET('a','b ','ü'), j JSON, g GEOMETRY,"
                        + " w INT GENERATED ALWAYS AS (id+1) VIRTUAL)");
        String json =
                "{\"a\": [1, -2.5, 1e300, null, true, \"q\\\"\"], \"b\": {\"\": 12345678901234567}}";
        try (PipelineRun run = pair.run("nested", PipelineOptions.defaults())) {
            pair.onSource(
                    "INSERT INTO nested.t (id,s,j,g) VALUES (1,'a,ü','"
                            + json.replace("\\", "\\\\")
                            + "',"
                            + "ST_GeomFromText('POINT(1 2)',4326))",
                    "INSERT INTO nested.t (id,s,j,g) VALUES (2,'','[]',NULL)");
            reached(run);
        }
        Map<String, Sent> sent =
                pair.committed("nested.t").stream()
                        .collect(java.util.stream.Collectors.toMap(Sent::key, record -> record));
        Sent first = sent.get("{\"id\":1}");
        assertThat(first.field("after", "s")).isEqualTo(List.of("a", "ü"));
        assertThat(sent.get("{\"id\":2}").field("after", "s")).isEqualTo(List.of());
        assertThat(sent.get("{\"id\":2}").field("after", "j")).isEqualTo(List.of());
        assertThat(sent.get("{\"id\":2}").field("after", "g")).isNull();
        requireSameJson(first);
        String wkb =
                pair.rows(
                                "SELECT TO_BASE64(ST_AsWKB(g,'axis-order=long-lat')) FROM nested.t WHERE id=1")
                        .getFirst()
                        .getFirst();
        assertThat(first.field("after", "g"))
                .isEqualTo(Map.of("srid", BigDecimal.valueOf(4326), "wkb", wkb));
    }

    /** MySQL reads the record and compares with its own document. */
    private void requireSameJson(Sent sent) throws Exception {
        try (Connection connection = pair.source.connect();
                PreparedStatement compare =
                        connection.prepareStatement(
                                "SELECT JSON_EXTRACT(CAST(? AS JSON),'$.after.j') = j FROM nested.t"
                                        + " WHERE id=1")) {
            compare.setString(1, sent.value());
            try (ResultSet answer = compare.executeQuery()) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getInt(1)).as(sent.value()).isEqualTo(1);
            }
        }
    }
}
