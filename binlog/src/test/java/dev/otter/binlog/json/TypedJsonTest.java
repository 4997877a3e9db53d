package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.json.JsonNode.Bool;
import dev.otter.binlog.json.JsonNode.Elements;
import dev.otter.binlog.json.JsonNode.Members;
import dev.otter.binlog.json.JsonNode.Null;
import dev.otter.binlog.json.JsonNode.OpaqueValue;
import dev.otter.binlog.json.JsonNode.Real;
import dev.otter.binlog.json.JsonNode.Signed;
import dev.otter.binlog.json.JsonNode.Text;
import dev.otter.binlog.json.JsonNode.Unsigned;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Documents are printed with their types beside them, read back, and must be the same as SQL. */
class TypedJsonTest {
    private static final String[] DECIMALS = {
        "0", "7", "-1.50", "0.05", "123456789.987654321", "-12345678901234567890.1234567890"
    };

    @RepeatedTest(200)
    void a_document_comes_back_with_its_types(RepetitionInfo repetition) {
        JsonNode document = document(new Random(repetition.getCurrentRepetition()), 4);

        assertThat(sql(read(JsonText.of(document), types(document)))).isEqualTo(sql(document));
    }

    @Test
    void times_and_bytes_are_told_apart_from_their_texts() {
        String text =
                "[\"2020-01-02 03:04:05.000006\", \"2020-01-02 03:04:05.000006\","
                        + " \"-20:00:01.000000\", \"2021-12-31\", \"base64:type15:AP8=\", 1, 1]";

        assertThat(sql(read(text, "aWsTDBid")))
                .isEqualTo(
                        "JSON_ARRAY(CAST('2020-01-02 03:04:05.000006' AS DATETIME(6)),"
                                + "_utf8mb4'2020-01-02 03:04:05.000006',"
                                + "CAST('-20:00:01.000000' AS TIME(6)),"
                                + "CAST('2021-12-31' AS DATE),x'00FF',CAST(1 AS SIGNED),"
                                + "CAST(1 AS DECIMAL(1,0)))");
    }

    @Test
    void types_that_do_not_fit_the_text_are_refused() {
        assertThatThrownBy(() -> read("[1, 2]", "ai")).isInstanceOf(BinlogFormatException.class);
        assertThatThrownBy(() -> read("[1, 2]", "ais")).isInstanceOf(BinlogFormatException.class);
        assertThatThrownBy(() -> read("[1, 2", "aii")).isInstanceOf(BinlogFormatException.class);
        assertThatThrownBy(() -> read("{\"a\": 1}", "oi?"))
                .isInstanceOf(BinlogFormatException.class);
    }

    /** The server would tell 100 hours so. */
    @Test
    void times_of_a_day_or_more_are_refused_because_their_text_is_wrong() {
        assertThatThrownBy(() -> sql(read("[\"-76:00:01.000000\"]", "aT")))
                .isInstanceOf(LongJsonTimeException.class)
                .hasMessageContaining("-76:00:01");
    }

    private static TypedJson read(String text, String types) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] letters = types.getBytes(StandardCharsets.US_ASCII);
        return new TypedJson(utf8, 0, utf8.length, letters, 0, letters.length);
    }

    private static String sql(JsonDocument document) {
        ByteWriter out = new ByteWriter(256);
        JsonSql.append(document, out);
        return out.toString();
    }

    private static JsonNode document(Random random, int depth) {
        int kinds = depth == 0 ? 8 : 10;
        return switch (random.nextInt(kinds)) {
            case 0 -> new Null();
            case 1 -> new Bool(random.nextBoolean());
            case 2 -> new Signed(random.nextLong() >> random.nextInt(64));
            case 3 -> new Unsigned(random.nextLong() >>> random.nextInt(64));
            case 4 -> new Real(random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
            case 5 -> new Text(text(random));
            case 6 -> new OpaqueValue(246, DecimalCell.of(DECIMALS[random.nextInt(6)]));
            case 7 -> opaque(random);
            case 8 -> {
                List<JsonNode> elements = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    elements.add(document(random, depth - 1));
                }
                yield new Elements(elements);
            }
            default -> {
                Members members = Members.empty();
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.map().put(text(random), document(random, depth - 1));
                }
                yield members;
            }
        };
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("aZ\"\\\n\u0001好,:]} ".charAt(random.nextInt(12)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static OpaqueValue opaque(Random random) {
        long day = ((random.nextInt(10_000) * 13L + random.nextInt(13)) << 5) | random.nextInt(32);
        long clock = ((long) random.nextInt(24) << 12) | (random.nextInt(60) << 6) | 59;
        long micros = random.nextInt(1_000_000);
        byte[] blob = new byte[random.nextInt(200)];
        random.nextBytes(blob);
        return switch (random.nextInt(4)) {
            case 0 -> new OpaqueValue(12, packed((day << 17 | clock) << 24 | micros));
            case 1 -> new OpaqueValue(10, packed(day << 41));
            case 2 -> new OpaqueValue(11, packed(-(clock << 24 | micros)));
            default -> new OpaqueValue(252, blob);
        };
    }

    private static byte[] packed(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    private static String types(JsonNode document) {
        StringBuilder types = new StringBuilder().append(letter(document));
        types(document, true, types);
        types(document, false, types);
        return types.toString();
    }

    private static void types(JsonNode node, boolean objects, StringBuilder types) {
        Collection<JsonNode> children =
                switch (node) {
                    case Members members -> members.map().values();
                    case Elements elements -> elements.list();
                    default -> List.of();
                };
        if (node instanceof Members == objects) {
            children.forEach(child -> types.append(letter(child)));
        }
        children.forEach(child -> types(child, objects, types));
    }

    private static char letter(JsonNode node) {
        return switch (node) {
            case Members _ -> 'o';
            case Elements _ -> 'a';
            case Null _ -> 'n';
            case Bool _ -> 'b';
            case Signed _ -> 'i';
            case Unsigned _ -> 'u';
            case Real _ -> 'r';
            case Text _ -> 's';
            case OpaqueValue value ->
                    switch (Opaque.kind(value.type())) {
                        case DECIMAL -> 'd';
                        case DATE -> 'D';
                        case TIME -> 'T';
                        case DATETIME, TIMESTAMP -> 'W';
                        case BYTES -> 'B';
                    };
        };
    }
}
