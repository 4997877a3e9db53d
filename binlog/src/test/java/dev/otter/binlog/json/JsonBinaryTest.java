package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonBinaryTest {
    // {"a": 1}
    private static final int[] A_ONE = {0, 1, 0, 12, 0, 11, 0, 1, 0, 5, 1, 0, 'a'};
    // [1, "x", null, true, 65535u]
    private static final int[] MIXED = {
        2, 5, 0, 21, 0, 5, 1, 0, 12, 19, 0, 4, 0, 0, 4, 1, 0, 6, 0xFF, 0xFF, 1, 'x'
    };

    static JsonBinary binary(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new JsonBinary(bytes, 0, bytes.length);
    }

    private static String sql(JsonDocument document) {
        ByteWriter out = new ByteWriter(16);
        JsonSql.append(document, out);
        return out.toString();
    }

    @Test
    void small_object_and_array() {
        assertThat(JsonText.of(binary(A_ONE))).isEqualTo("{\"a\": 1}");
        assertThat(JsonText.of(binary(MIXED))).isEqualTo("[1, \"x\", null, true, 65535]");
        assertThat(JsonText.of(binary(0, 0, 0, 4, 0))).isEqualTo("{}");
        assertThat(JsonText.of(binary(2, 0, 0, 4, 0))).isEqualTo("[]");
    }

    @Test
    void scalars_at_the_top() {
        assertThat(JsonText.of(binary())).isEqualTo("null");
        assertThat(JsonText.of(binary(4, 2))).isEqualTo("false");
        assertThat(JsonText.of(binary(5, 0xFF, 0xFF))).isEqualTo("-1");
        assertThat(JsonText.of(binary(10, 255, 255, 255, 255, 255, 255, 255, 255)))
                .isEqualTo("18446744073709551615");
        assertThat(JsonText.of(binary(11, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F))).isEqualTo("1.0");
        assertThat(JsonText.of(binary(12, 3, 'a', '"', 1))).isEqualTo("\"a\\\"\\u0001\"");
    }

    @Test
    void opaque_decimal_keeps_its_type_in_sql() {
        // DECIMAL(3,1) 12.5
        JsonBinary decimal = binary(15, 246, 4, 3, 1, 0x8C, 5);

        assertThat(JsonText.of(decimal)).isEqualTo("12.5");
        assertThat(sql(decimal))
                .isEqualTo("JSON_EXTRACT(JSON_ARRAY(CAST(12.5 AS DECIMAL(3,1))),_utf8mb4'$[0]')");
    }

    @Test
    void plain_document_is_written_as_text() {
        assertThat(sql(binary(A_ONE))).isEqualTo("CAST(_utf8mb4'{\"a\": 1}' AS JSON)");
    }

    @Test
    void unsigned_small_number_is_written_with_its_type() {
        assertThat(sql(binary(MIXED)))
                .isEqualTo(
                        "JSON_ARRAY(CAST(1 AS SIGNED),_utf8mb4'x',NULL,"
                                + "CAST(_utf8mb4'true' AS JSON),CAST(65535 AS UNSIGNED))");
    }

    @Test
    void broken_documents_are_refused() {
        assertBroken(0, 1, 0, 12, 0, 11, 0, 2, 0, 5, 1, 0, 'a');
        assertBroken(0, 1, 0, 99, 0, 11, 0, 1, 0, 5, 1, 0, 'a');
        assertBroken(0, 1, 0, 12, 0, 3, 0, 1, 0, 5, 1, 0, 'a');
        assertBroken(13, 1);
        assertBroken(4, 9);
        assertBroken(12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1);
        // an array that holds itself
        assertBroken(2, 1, 0, 7, 0, 2, 0, 0);
        assertBroken(2, 2, 0, 14, 0, 2, 10, 0, 2, 10, 0, 0, 0, 4, 0);
    }

    private static void assertBroken(int... values) {
        assertThatThrownBy(() -> JsonText.of(binary(values)))
                .isInstanceOf(BinlogFormatException.class);
    }

    @Test
    void differences_are_applied_in_order() {
        // $.a := 5; $.b inserted null; $.a removed
        int[] cell = {
            0, 3, '$', '.', 'a', 3, 5, 5, 0, //
            1, 3, '$', '.', 'b', 2, 4, 0, //
            2, 3, '$', '.', 'a'
        };
        JsonBinary bytes = binary(cell);
        List<JsonDiff> diffs = JsonDiff.read(bytes.buffer(), 0, bytes.length());

        assertThat(JsonText.of(JsonDiff.apply(binary(A_ONE), diffs.subList(0, 2))))
                .isEqualTo("{\"a\": 5, \"b\": null}");
        assertThat(JsonText.of(JsonDiff.apply(binary(A_ONE), diffs))).isEqualTo("{\"b\": null}");
        ByteWriter out = new ByteWriter(16);
        JsonSql.append("`j`", diffs, out);
        assertThat(out)
                .hasToString(
                        "JSON_REMOVE(JSON_INSERT(JSON_REPLACE(`j`,_utf8mb4'$.\"a\"',"
                                + "CAST(_utf8mb4'5' AS JSON)),_utf8mb4'$.\"b\"',"
                                + "CAST(_utf8mb4'null' AS JSON)),_utf8mb4'$.\"a\"')");
    }

    @Test
    void array_elements_are_inserted_and_removed() {
        int[] cell = {
            1, 4, '$', '[', '0', ']', 2, 4, 1, //
            2, 4, '$', '[', '1', ']'
        };
        JsonBinary bytes = binary(cell);

        JsonNode after = JsonDiff.apply(binary(MIXED), JsonDiff.read(bytes.buffer(), 0, 15));

        assertThat(JsonText.of(after)).isEqualTo("[true, \"x\", null, true, 65535]");
    }

    @Test
    void difference_that_does_not_fit_is_refused() {
        int[] cell = {0, 3, '$', '.', 'z', 3, 5, 5, 0};
        List<JsonDiff> diffs = JsonDiff.read(binary(cell).buffer(), 0, 9);

        assertThatThrownBy(() -> JsonDiff.apply(binary(A_ONE), diffs))
                .isInstanceOf(BinlogFormatException.class);
    }

    @Test
    void paths_with_quotes_and_indexes() {
        byte[] text = "$.a[12].\"x.\\\"y\\u0041\"".getBytes(StandardCharsets.UTF_8);
        ByteWriter out = new ByteWriter(8);

        JsonPath.parse(text).append(out);

        assertThat(out).hasToString("$.\"a\"[12].\"x.\\\"yA\"");
    }
}
