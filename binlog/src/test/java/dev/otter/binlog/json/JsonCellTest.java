package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.json.JsonNode.Elements;
import dev.otter.binlog.json.JsonNode.Members;
import dev.otter.binlog.json.JsonNode.OpaqueValue;
import dev.otter.binlog.json.JsonNode.Signed;
import dev.otter.binlog.json.JsonNode.Text;
import dev.otter.binlog.json.JsonNode.Unsigned;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents in binary form; {@code JsonCellIT} compares them with what servers write. */
class JsonCellTest {
    private static final int[] KINDS = {4, 6, 7, 8, 9, 12};

    private static byte[] cell(JsonDocument document) {
        ByteWriter out = new ByteWriter(64);
        out.ascii("before");
        JsonCell.append(document, out);
        assertThat(out.toString()).startsWith("before");
        byte[] all = out.toByteArray();
        return Arrays.copyOfRange(all, 6, all.length);
    }

    private static JsonBinary read(byte[] cell) {
        return new JsonBinary(cell, 0, cell.length);
    }

    private static void assertComesBack(JsonNode document) {
        assertThat(TypedText.of(read(cell(document)))).isEqualTo(TypedText.of(document));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Elements repeated(JsonNode node, int times) {
        return new Elements(new ArrayList<>(Collections.nCopies(times, node)));
    }

    private static Text text(int length) {
        return new Text("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
    }

    private static Members members(Object... keysAndValues) {
        Members members = Members.empty();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            byte[] key = ((String) keysAndValues[i]).getBytes(StandardCharsets.UTF_8);
            members.map().put(key, (JsonNode) keysAndValues[i + 1]);
        }
        return members;
    }

    @RepeatedTest(300)
    void random_documents_come_back(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        RandomJson random = new RandomJson(seed, KINDS[seed % KINDS.length]);
        assertComesBack(seed % 7 == 0 ? random.any(0) : random.container(5));
    }

    @Test
    void small_forms() {
        assertThat(cell(members("a", new Signed(1))))
                .containsExactly(bytes(0, 1, 0, 12, 0, 11, 0, 1, 0, 5, 1, 0, 'a'));
        JsonNode mixed =
                new Elements(
                        List.of(
                                new Signed(1),
                                text(1),
                                new JsonNode.Null(),
                                new JsonNode.Bool(true),
                                new Unsigned(65_535)));
        assertThat(cell(mixed))
                .containsExactly(
                        bytes(
                                2, 5, 0, 21, 0, 5, 1, 0, 12, 19, 0, 4, 0, 0, 4, 1, 0, 6, 0xFF, 0xFF,
                                1, 'x'));
        assertThat(cell(new Elements(List.of(new Signed(-32_769)))))
                .containsExactly(bytes(2, 1, 0, 11, 0, 7, 7, 0, 0xFF, 0x7F, 0xFF, 0xFF));
        assertThat(cell(Members.empty())).containsExactly(bytes(0, 0, 0, 4, 0));
        assertThat(cell(new Elements(List.of()))).containsExactly(bytes(2, 0, 0, 4, 0));
    }

    @Test
    void scalars_at_the_top() {
        assertThat(cell(new JsonNode.Null())).containsExactly(bytes(4, 0));
        assertThat(cell(new JsonNode.Bool(false))).containsExactly(bytes(4, 2));
        assertThat(cell(new Signed(-1))).containsExactly(bytes(5, 0xFF, 0xFF));
        assertThat(cell(new Signed(32_768))).containsExactly(bytes(7, 0, 0x80, 0, 0));
        assertThat(cell(new Unsigned(0xFFFFFFFFL)))
                .containsExactly(bytes(8, 0xFF, 0xFF, 0xFF, 0xFF));
        assertThat(cell(new Signed(1L << 31))).containsExactly(bytes(9, 0, 0, 0, 128, 0, 0, 0, 0));
        assertThat(cell(new Unsigned(-1)))
                .containsExactly(bytes(10, 255, 255, 255, 255, 255, 255, 255, 255));
        assertThat(cell(new JsonNode.Real(1.0)))
                .containsExactly(bytes(11, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F));
        assertThat(cell(text(2))).containsExactly(bytes(12, 2, 'x', 'x'));
        assertThat(cell(new OpaqueValue(252, bytes(9)))).containsExactly(bytes(15, 252, 1, 9));
    }

    /** In the large form numbers of 32 bits stand in their entries, smaller ones are widened. */
    @Test
    void large_form() {
        JsonNode large =
                new Elements(
                        List.of(
                                text(65_536),
                                new Signed(-2),
                                new Signed(-32_769),
                                new Unsigned(7)));
        byte[] cell = cell(large);
        assertThat(cell).startsWith(bytes(3, 4, 0, 0, 0));
        assertThat(Arrays.copyOfRange(cell, 9, 29))
                .containsExactly(
                        bytes(
                                12, 28, 0, 0, 0, 5, 0xFE, 0xFF, 0xFF, 0xFF, 7, 0xFF, 0x7F, 0xFF,
                                0xFF, 6, 7, 0, 0, 0));
        assertComesBack(large);
    }

    /** An array of one text has seven bytes in front, and three of the text's length. */
    @ParameterizedTest
    @CsvSource({"65525,2,65536", "65526,3,65543"})
    void containers_grow_at_65_536_bytes(int length, int form, int size) {
        JsonNode document = repeated(text(length), 1);
        byte[] cell = cell(document);
        assertThat(cell[0]).isEqualTo((byte) form);
        assertThat(cell).hasSize(size);
        assertComesBack(document);
        JsonNode object = members("k", text(length - 5));
        assertThat(cell(object)[0]).isEqualTo((byte) (form - 2));
        assertComesBack(object);
    }

    /** The large form of many numbers is the shorter one; its parents are large all the same. */
    @Test
    void a_large_value_makes_its_parents_large_however_short_it_is() {
        Elements small = repeated(new Signed(100_000), 9_361);
        Elements large = repeated(new Signed(100_000), 9_362);
        assertThat(cell(small)[0]).isEqualTo((byte) 2);
        assertThat(cell(large)[0]).isEqualTo((byte) 3);
        assertThat(cell(large).length).isLessThan(65_535);
        assertThat(cell(members("a", small))[0]).isEqualTo((byte) 1);
        assertThat(cell(members("a", repeated(large, 1)))[0]).isEqualTo((byte) 1);
        assertComesBack(members("a", repeated(large, 1), "b", small, "c", new Signed(70_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {21_843, 21_844, 65_535, 65_536, 200_000})
    void many_elements_and_members(int count) {
        assertComesBack(repeated(new JsonNode.Bool(true), count));
        Members members = Members.empty();
        for (int i = 0; i < count; i++) {
            members.map()
                    .put(
                            Integer.toString(i).getBytes(StandardCharsets.US_ASCII),
                            new Signed(i - 40_000L));
        }
        assertComesBack(members);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 16_383, 16_384, 65_535, 65_536, 2_097_151, 2_097_152})
    void long_texts_and_bytes(int length) {
        assertComesBack(text(length));
        assertComesBack(new OpaqueValue(252, text(length).utf8()));
        assertComesBack(members("k", text(length), "l", repeated(text(length), 3)));
    }

    @Test
    void the_deepest_document() {
        JsonNode document = text(70_000);
        for (int depth = 1; depth < 100; depth++) {
            document =
                    depth % 2 == 0
                            ? new Elements(List.of(document, new Signed(depth)))
                            : members("k" + depth, document, "x", new Signed(70_000L * depth));
        }
        assertComesBack(document);
    }

    @Test
    void keys_are_ordered_by_length_then_bytes() {
        byte[] cell =
                cell(told -> {
                    told.startObject(3);
                    for (String key : List.of("bb", "b", "ab")) {
                        told.key(key.getBytes(StandardCharsets.US_ASCII), 0, key.length());
                        told.text(key.getBytes(StandardCharsets.US_ASCII), 0, key.length());
                    }
                    told.endObject();
                });
        assertThat(JsonText.of(read(cell)))
                .isEqualTo("{\"b\": \"b\", \"ab\": \"ab\", \"bb\": \"bb\"}");
    }

    @Test
    void keys_have_at_most_65_535_bytes_and_are_told_once() {
        assertComesBack(members("k".repeat(65_535), new Signed(1)));
        Members tooLong = members("k".repeat(65_536), new Signed(1));
        assertThatThrownBy(() -> cell(tooLong)).isInstanceOf(BinlogFormatException.class);
        JsonDocument twice =
                told -> {
                    told.startObject(2);
                    for (int i = 0; i < 2; i++) {
                        told.key(bytes('k'), 0, 1);
                        told.nullValue();
                    }
                    told.endObject();
                };
        assertThatThrownBy(() -> cell(twice))
                .isInstanceOf(BinlogFormatException.class)
                .hasMessageContaining("twice");
    }
}
