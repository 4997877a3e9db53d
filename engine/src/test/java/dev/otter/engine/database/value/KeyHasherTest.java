package dev.otter.engine.database.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.KeyHasher.Outcome;
import dev.otter.model.table.TableName;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyHasherTest {
    private static final TableName TABLE = new TableName("shop", "t");

    @Test
    void integers_of_all_widths_hash_by_value() {
        TableColumn bigint = LiteralsTest.target("bigint");
        long expected =
                hash(integer(Kind.BIGINT, Sign.SIGNED), bigint, -2, -1, -1, -1, -1, -1, -1, -1);
        assertThat(hash(integer(Kind.TINYINT, Sign.SIGNED), bigint, -2)).isEqualTo(expected);
        assertThat(hash(integer(Kind.SMALLINT, Sign.SIGNED), bigint, -2, -1)).isEqualTo(expected);
        assertThat(hash(integer(Kind.MEDIUMINT, Sign.SIGNED), bigint, -2, -1, -1))
                .isEqualTo(expected);
        assertThat(hash(integer(Kind.INT, Sign.SIGNED), bigint, -2, -1, -1, -1))
                .isEqualTo(expected);
        assertThat(hash(integer(Kind.TINYINT, Sign.UNSIGNED), bigint, -2))
                .isEqualTo(hash(integer(Kind.INT, Sign.SIGNED), bigint, 254, 0, 0, 0));
    }

    @Test
    void decimals_hash_without_needless_zeros_and_like_integers_of_equal_value() {
        TableColumn decimal = LiteralsTest.target("decimal(20,4)");
        LogColumn two = LogColumn.plain("c", new ColumnType(Kind.DECIMAL, Sign.SIGNED, 4, 2));
        LogColumn none = LogColumn.plain("c", new ColumnType(Kind.DECIMAL, Sign.SIGNED, 4, 0));
        assertThat(hash(two, decimal, 0x80 | 5, 0)).isEqualTo(hash(none, decimal, 0x80, 5));
        assertThat(hash(two, decimal, 0x80 | 5, 0))
                .isEqualTo(hash(integer(Kind.TINYINT, Sign.SIGNED), decimal, 5));
        assertThat(hash(two, decimal, 0x80 | 10, 0)).isNotEqualTo(hash(two, decimal, 0x80 | 1, 0));
        assertThat(hash(two, decimal, 0x80, 0)).isEqualTo(hash(two, decimal, 0x7F, 0xFF));
        assertThat(hasher(two, LiteralsTest.target("decimal(20,1)"), 0).alwaysExotic()).isTrue();
    }

    @Test
    void both_zeros_of_floating_point_are_one() {
        LogColumn real = LogColumn.plain("c", new ColumnType(Kind.DOUBLE, Sign.SIGNED, 0, 0));
        LogColumn single = LogColumn.plain("c", new ColumnType(Kind.FLOAT, Sign.SIGNED, 0, 0));
        TableColumn to = LiteralsTest.target("double");
        long zero = hash(real, to, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(hash(real, to, 0, 0, 0, 0, 0, 0, 0, 0x80)).isEqualTo(zero);
        assertThat(hash(single, to, 0, 0, 0, 0x80)).isEqualTo(zero);
        assertThat(hash(single, to, 0, 0, 0x80, 0x3F))
                .isEqualTo(hash(real, to, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F));
    }

    @Test
    void temporal_values_hash_alike_with_and_without_fraction() {
        TableColumn to = LiteralsTest.target("datetime(6)");
        LogColumn whole = LogColumn.plain("c", new ColumnType(Kind.TIMESTAMP, Sign.UNKNOWN, 0, 0));
        LogColumn fine = LogColumn.plain("c", new ColumnType(Kind.TIMESTAMP, Sign.UNKNOWN, 0, 3));
        assertThat(hash(whole, to, 0x60, 0, 0, 1)).isEqualTo(hash(fine, to, 0x60, 0, 0, 1, 0, 0));
        assertThat(hash(whole, to, 0x60, 0, 0, 1))
                .isNotEqualTo(hash(fine, to, 0x60, 0, 0, 1, 0, 10));
        assertThat(hasher(fine, LiteralsTest.target("datetime"), 0).alwaysExotic()).isTrue();
    }

    @Test
    void text_folds_case_and_drops_trailing_spaces_whatever_its_charset() {
        TableColumn to = LiteralsTest.text("varchar(40)", "utf8mb4", "utf8mb4_general_ci");
        long expected = hash(to, "utf8mb4", "Hello, 世界 AND More", 0);
        assertThat(hash(to, "utf8mb4", "hELLO, 世界 and mORE   ", 0)).isEqualTo(expected);
        assertThat(hash(to, "utf16", "hello, 世界 and more ", 0)).isEqualTo(expected);
        assertThat(hash(to, "utf32", "hello, 世界 and more ", 0)).isEqualTo(expected);
        assertThat(hash(to, "utf16le", "hello, 世界 and more ", 0)).isEqualTo(expected);
        assertThat(hash(to, "latin1", "hello", 0)).isEqualTo(hash(to, "utf8mb4", "HELLO", 0));
        assertThat(hash(to, "utf8mb4", "hello", 0)).isNotEqualTo(hash(to, "utf8mb4", "hell0", 0));
    }

    @Test
    void text_that_is_not_plain_is_exotic_except_where_bytes_decide() {
        TableColumn folded = LiteralsTest.text("varchar(40)", "utf8mb4", "utf8mb4_0900_ai_ci");
        TableColumn bytes = LiteralsTest.text("varchar(40)", "utf8mb4", "utf8mb4_bin");
        for (String odd : List.of("é", "a\u0001", "\u200b", "😀", "\u2f00")) {
            assertThat(outcome(folded, "utf8mb4", odd)).isEqualTo(Outcome.EXOTIC);
            assertThat(outcome(bytes, "utf8mb4", odd)).isEqualTo(Outcome.HASHED);
        }
        assertThat(outcome(bytes, "latin1", "é")).isEqualTo(Outcome.EXOTIC);
        TableColumn gbk = LiteralsTest.text("varchar(40)", "gbk", "gbk_chinese_ci");
        assertThat(outcome(gbk, "gbk", "中")).isEqualTo(Outcome.EXOTIC);
        assertThat(outcome(gbk, "gbk", "abc")).isEqualTo(Outcome.HASHED);
        assertThat(
                        outcome(
                                LiteralsTest.text("varchar(9)", "utf8mb4", "utf8mb4_czech_ci"),
                                "utf8mb4",
                                "a"))
                .isEqualTo(Outcome.EXOTIC);
    }

    @Test
    void a_prefix_counts_characters() {
        TableColumn to = LiteralsTest.text("varchar(40)", "utf8mb4", "utf8mb4_general_ci");
        assertThat(hash(to, "utf8mb4", "世界abc", 3)).isEqualTo(hash(to, "utf8mb4", "世界Axyz", 3));
        assertThat(hash(to, "utf8mb4", "世界abc", 4)).isNotEqualTo(hash(to, "utf8mb4", "世界Axyz", 4));
        assertThat(hash(to, "utf16", "世界abc", 3)).isEqualTo(hash(to, "utf8mb4", "世界a", 3));
        assertThat(hash(to, "utf8mb4", "a  b", 3)).isEqualTo(hash(to, "utf8mb4", "A", 3));
    }

    @Test
    void null_and_absent_columns_are_told_apart() {
        LogColumn column = integer(Kind.TINYINT, Sign.SIGNED);
        KeyHasher hasher = hasher(column, LiteralsTest.target("int"), 0);
        assertThat(hasher.hash(new byte[1], new int[] {0}, new int[] {-1}, 0))
                .isEqualTo(Outcome.NULL_KEY);
        assertThat(hasher.hash(new byte[1], new int[] {0}, new int[] {-2}, 0))
                .isEqualTo(Outcome.MISSING);
    }

    @Test
    void hashes_of_many_keys_do_not_collide() {
        KeyHasher hasher = hasher(integer(Kind.INT, Sign.SIGNED), LiteralsTest.target("int"), 0);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            byte[] b = {(byte) i, (byte) (i >> 8), (byte) (i >> 16), (byte) (i >> 24)};
            hasher.hash(b, new int[] {0}, new int[] {4}, 0);
            seen.add(hasher.value());
        }
        assertThat(seen).hasSize(1_000_000);
    }

    @Test
    void binary_strings_hash_without_trailing_zeros() {
        TableColumn to = LiteralsTest.text("binary(4)", "binary", "binary");
        LogColumn from = LogColumn.text("c", type(Kind.CHAR), Charsets.BINARY);
        assertThat(hash(from, to, 1, 2)).isEqualTo(hash(from, to, 1, 2, 0, 0));
        assertThat(hash(from, to, 'a')).isNotEqualTo(hash(from, to, 'A'));
    }

    private static ColumnType type(Kind kind) {
        return new ColumnType(kind, Sign.UNKNOWN, 160, 0);
    }

    private static LogColumn integer(Kind kind, Sign sign) {
        return LogColumn.plain("c", new ColumnType(kind, sign, 0, 0));
    }

    private static KeyHasher hasher(LogColumn source, TableColumn target, int prefix) {
        return KeyHasher.of(TABLE, List.of(new KeyHasher.Part(0, source, target, prefix)));
    }

    private static long hash(LogColumn source, TableColumn target, int... cell) {
        byte[] b = new byte[cell.length];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) cell[i];
        }
        KeyHasher hasher = hasher(source, target, 0);
        assertThat(hasher.hash(b, new int[] {0}, new int[] {b.length}, 0))
                .isEqualTo(Outcome.HASHED);
        return hasher.value();
    }

    private static byte[] bytes(String charset, String text) {
        String java =
                switch (charset) {
                    case "utf16" -> "UTF-16BE";
                    case "utf16le" -> "UTF-16LE";
                    case "utf32" -> "UTF-32BE";
                    case "latin1" -> "ISO-8859-1";
                    case "gbk" -> "GBK";
                    default -> StandardCharsets.UTF_8.name();
                };
        return text.getBytes(Charset.forName(java));
    }

    private static long hash(TableColumn target, String charset, String text, int prefix) {
        byte[] b = bytes(charset, text);
        KeyHasher hasher = hasher(LogColumn.text("c", type(Kind.VARCHAR), charset), target, prefix);
        assertThat(hasher.hash(b, new int[] {0}, new int[] {b.length}, 0))
                .isEqualTo(Outcome.HASHED);
        return hasher.value();
    }

    private static Outcome outcome(TableColumn target, String charset, String text) {
        byte[] b = bytes(charset, text);
        KeyHasher hasher = hasher(LogColumn.text("c", type(Kind.VARCHAR), charset), target, 0);
        return hasher.hash(b, new int[] {0}, new int[] {b.length}, 0);
    }
}
