package dev.otter.engine.database.charset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CharacterSetTest {
    private static Optional<String> decode(CharacterSet set, String hex) {
        byte[] b = HexFormat.of().parseHex("ff" + hex + "ff");
        return set.decode(b, 1, b.length - 2);
    }

    private static Optional<String> encode(CharacterSet set, String text) {
        return set.encode(text).map(HexFormat.of().withUpperCase()::formatHex);
    }

    private static CharacterSet known(String name) {
        return CharacterSet.of(name).orElseThrow();
    }

    private static CharacterSet table(String text) {
        return new TableCharacterSet(TableReader.read(text));
    }

    @Test
    void a_line_gives_one_code_another_character() {
        CharacterSet set = table("base EUC-JP 3\nA1BD 2015\n8FA2B7 007E\n");
        assertThat(decode(set, "41A1BD8FA2B7B0A1")).contains("A\u2015~\u4E9C");
        assertThat(encode(set, "\u2015\u4E9C")).contains("A1BDB0A1");
        assertThat(encode(set, "\u2014")).as("Java's character for it").isEmpty();
    }

    @Test
    void a_line_gives_a_range_its_characters_or_none() {
        CharacterSet set = table("base EUC-JP 3\nF5A1-F5FE E000\nB0A1-B0A2 -\n");
        assertThat(decode(set, "F5A1F5FE")).contains("\uE000\uE05D");
        assertThat(encode(set, "\uE001")).contains("F5A2");
        assertThat(decode(set, "B0A2")).isEmpty();
        assertThat(encode(set, "\u4E9C")).isEmpty();
        assertThat(decode(set, "B0A3")).contains("\u5A03");
    }

    @Test
    void of_two_codes_a_character_is_written_with_the_one_of_java_or_of_its_line() {
        // U+2252 is 81E0 and 8790.
        assertThat(encode(table("base windows-31j 2\n"), "\u2252")).contains("81E0");
        CharacterSet set = table("base windows-31j 2\nU+2252 8790\n");
        assertThat(encode(set, "\u2252")).contains("8790");
        assertThat(decode(set, "81E08790")).contains("\u2252\u2252");
    }

    @Test
    void bytes_below_128_may_be_others_than_those_of_ascii() {
        CharacterSet set = table("base US-ASCII 1\n5B 00C4\n7F -\n");
        assertThat(decode(set, "415B")).contains("A\u00C4");
        assertThat(decode(set, "7F")).isEmpty();
        assertThat(encode(set, "[")).isEmpty();
    }

    @Test
    void codes_of_four_bytes_are_counted_through() {
        CharacterSet set = known("gb18030");
        String text = "\u0080\u3400\uFFFF" + Character.toString(0x10000) + "\uDBFF\uDFFF";
        String hex = "81308130" + "8139EE39" + "8431A439" + "90308130" + "E3329A35";
        assertThat(decode(set, hex)).contains(text);
        assertThat(encode(set, text)).contains(hex);
        assertThat(decode(set, "E3329A36")).isEmpty();
        assertThat(decode(set, "8130813A")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gbk,41D6",
        "ujis,8FA2",
        "eucjpms,41A1",
        "gb18030,813081",
        "utf8mb4,E4B8",
        "ucs2,004100",
        "utf16,D83D",
        "utf16,DE00D83D",
        "ucs2,D83DDE00",
        "utf32,0000D83D",
        "utf32,00110000",
        "utf16le,3DD8",
        "ascii,80",
        "cp1251,98",
        "big5,A15A"
    })
    void bytes_that_are_no_text_give_none(String name, String hex) {
        assertThat(decode(known(name), hex)).isEmpty();
    }

    @Test
    void a_statement_is_read_with_marks() {
        byte[] b = HexFormat.of().parseHex("41ff42d6d0d6");
        assertThat(known("gbk").read(b, 0, b.length)).isEqualTo("A\uFFFDB\u4E2D\uFFFD");
        byte[] wide = HexFormat.of().parseHex("0041d83d004200");
        assertThat(known("utf16").read(wide, 0, wide.length)).isEqualTo("A\uFFFDB\uFFFD");
    }

    @Test
    void unicode_goes_both_ways_with_marks_and_planes_above() {
        String text = "a\uFEFF\uFFFE\uFFFD\u4E2D\uD83D\uDE00";
        for (String name : new String[] {"utf8mb4", "utf16", "utf16le", "utf32"}) {
            CharacterSet set = known(name);
            byte[] bytes = set.encode(text).orElseThrow();
            assertThat(set.decode(bytes, 0, bytes.length)).as(name).contains(text);
            assertThat(set.encode("a\uD83D")).as(name).isEmpty();
        }
        assertThat(encode(known("utf16le"), text))
                .contains(
                        HexFormat.of()
                                .withUpperCase()
                                .formatHex(text.getBytes(StandardCharsets.UTF_16LE)));
        assertThat(encode(known("ucs2"), "\uD83D\uDE00")).isEmpty();
    }

    @Test
    void every_table_is_there() {
        for (String name : CharacterSets.tables()) {
            assertThat(decode(known(name), "4142")).as(name).contains("AB");
        }
        assertThat(CharacterSet.of("ebcdic")).isEmpty();
    }
}
