package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonLikenessTest {
    private static final int DECIMAL = 246;
    private static final int DATETIME = 12;

    @Test
    void numbers_are_compared_by_value() {
        assertThat(alike(new JsonNode.Signed(0), new JsonNode.Real(-0.0))).isTrue();
        assertThat(alike(new JsonNode.Unsigned(1), new JsonNode.Real(1))).isTrue();
        assertThat(alike(new JsonNode.Unsigned(-1), new JsonNode.Signed(-1))).isFalse();
        assertThat(alike(new JsonNode.Signed(1), new JsonNode.Signed(2))).isFalse();
        assertThat(alike(new JsonNode.Real(0.1), new JsonNode.Real(0.1 + 1e-17))).isTrue();
        assertThat(alike(new JsonNode.Real(0.1), new JsonNode.Real(0.2))).isFalse();
        // DECIMAL(2,1) 1.5
        JsonNode decimal = new JsonNode.OpaqueValue(DECIMAL, new byte[] {2, 1, (byte) 0x81, 0x05});
        assertThat(alike(new JsonNode.Real(1.5), decimal)).isTrue();
        assertThat(alike(decimal, new JsonNode.Signed(1))).isFalse();
    }

    @Test
    void structure_keys_and_texts_must_be_the_same() {
        assertThat(alike(array(new JsonNode.Signed(1)), array(new JsonNode.Real(1)))).isTrue();
        assertThat(alike(array(new JsonNode.Signed(1)), array())).isFalse();
        assertThat(alike(object("a", new JsonNode.Signed(1)), object("a", new JsonNode.Real(1))))
                .isTrue();
        assertThat(alike(object("a", new JsonNode.Signed(1)), object("b", new JsonNode.Signed(1))))
                .isFalse();
        assertThat(alike(text("a"), text("a"))).isTrue();
        assertThat(alike(text("a"), text("A"))).isFalse();
        assertThat(alike(text("1"), new JsonNode.Signed(1))).isFalse();
        assertThat(alike(new JsonNode.Null(), new JsonNode.Null())).isTrue();
        assertThat(alike(new JsonNode.Bool(true), new JsonNode.Bool(false))).isFalse();
    }

    @Test
    void other_sql_values_may_be_equal_to_each_other_and_to_nothing_else() {
        JsonNode time = new JsonNode.OpaqueValue(DATETIME, new byte[8]);
        assertThat(
                        alike(
                                time,
                                new JsonNode.OpaqueValue(
                                        DATETIME, new byte[] {1, 0, 0, 0, 0, 0, 0, 0})))
                .isTrue();
        assertThat(alike(time, text("a"))).isFalse();
        assertThat(alike(text("a"), time)).isFalse();
    }

    private static boolean alike(JsonNode one, JsonNode other) {
        assertThat(JsonLikeness.mayBeEqual(other, one))
                .as("either way round")
                .isEqualTo(JsonLikeness.mayBeEqual(one, other));
        return JsonLikeness.mayBeEqual(one, other);
    }

    private static JsonNode text(String text) {
        return new JsonNode.Text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode array(JsonNode... elements) {
        return new JsonNode.Elements(List.of(elements));
    }

    private static JsonNode object(String key, JsonNode value) {
        TreeMap<byte[], JsonNode> map = new TreeMap<>(JsonNode.KEY_ORDER);
        map.putAll(Map.of(key.getBytes(StandardCharsets.UTF_8), value));
        return new JsonNode.Members(map);
    }
}
