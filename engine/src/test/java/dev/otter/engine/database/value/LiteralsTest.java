package dev.otter.engine.database.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LiteralsTest {
    private static final LogColumn VARCHAR =
            LogColumn.text("c", type(Kind.VARCHAR, Sign.UNKNOWN, 80, 0), "utf8mb4");

    @Test
    void numbers_stand_bare() {
        LogColumn column = LogColumn.plain("c", type(Kind.BIGINT, Sign.UNSIGNED, 0, 0));
        byte[] most = {-1, -1, -1, -1, -1, -1, -1, -1};
        assertThat(insert(column, target("bigint unsigned"), most))
                .isEqualTo("18446744073709551615");
        assertThat(where(column, target("bigint unsigned"), most))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void text_of_the_same_charset_is_inserted_bare_and_compared_with_its_charset() {
        byte[] text = utf8("it's a \\ back\0slash — 猫");
        String escaped = "it\\'s a \\\\ back\\0slash — 猫'";
        TableColumn same = text("varchar(80)", "utf8mb4", "utf8mb4_general_ci");
        assertThat(insert(VARCHAR, same, text)).isEqualTo("'" + escaped);
        assertThat(where(VARCHAR, same, text)).isEqualTo("_utf8mb4'" + escaped);
        TableColumn narrow = text("varchar(80)", "utf8", "utf8_general_ci");
        assertThat(insert(VARCHAR, narrow, text)).isEqualTo("'" + escaped);
    }

    @Test
    void text_of_another_charset_is_left_to_the_server_to_convert() {
        TableColumn other = text("varchar(80)", "latin1", "latin1_swedish_ci");
        assertThat(insert(VARCHAR, other, utf8("é"))).isEqualTo("_utf8mb4'é'");
        TableColumn binary = text("varbinary(80)", "binary", "binary");
        assertThat(insert(VARCHAR, binary, utf8("é"))).isEqualTo("'é'");
        assertThat(where(VARCHAR, binary, utf8("é"))).isEqualTo("'é'");
        TableColumn json = target("json");
        assertThat(insert(VARCHAR, json, utf8("[1]"))).isEqualTo("_utf8mb4'[1]'");
    }

    @Test
    void fixed_binary_strings_get_their_zeros_back_where_they_are_compared() {
        LogColumn column =
                LogColumn.text("c", type(Kind.CHAR, Sign.UNKNOWN, 4, 0), Charsets.BINARY);
        TableColumn binary = text("binary(4)", "binary", "binary");
        assertThat(insert(column, binary, utf8("ab"))).isEqualTo("'ab'");
        assertThat(where(column, binary, utf8("ab"))).isEqualTo("'ab\\0\\0'");
    }

    @Test
    void enum_goes_by_number_where_the_texts_agree_and_by_text_where_not() {
        LogColumn column =
                new LogColumn(
                        "c",
                        type(Kind.ENUM, Sign.UNSIGNED, 1, 0),
                        "",
                        List.of(utf8("a"), utf8("it's")),
                        "utf8mb4",
                        false);
        TableColumn same = members("enum", "a", "it's", "more");
        TableColumn other = members("enum", "it's", "a");
        assertThat(insert(column, same, new byte[] {2})).isEqualTo("2");
        assertThat(insert(column, other, new byte[] {2})).isEqualTo("_utf8mb4'it\\'s'");
        assertThat(insert(column, text("varchar(9)", "utf8mb4", "x"), new byte[] {0}))
                .isEqualTo("''");
        Literals literals = Literals.of(column, same, false);
        assertThat(literals.needsRelaxedMode(new byte[] {0}, 0, 1)).isTrue();
        assertThat(literals.needsRelaxedMode(new byte[] {1}, 0, 1)).isFalse();
        assertThat(literals.needsRelaxedMode(new byte[] {0}, 0, -1)).isFalse();
    }

    @Test
    void set_goes_by_its_bits_where_the_texts_agree_and_by_text_where_not() {
        LogColumn column =
                new LogColumn(
                        "c",
                        type(Kind.SET, Sign.UNSIGNED, 1, 0),
                        "",
                        List.of(utf8("a"), utf8("b")),
                        "latin1",
                        false);
        assertThat(insert(column, members("set", "a", "b"), new byte[] {3})).isEqualTo("3");
        assertThat(insert(column, members("set", "b", "a"), new byte[] {3}))
                .isEqualTo("CONCAT_WS(_ascii',',_latin1'a',_latin1'b')");
        assertThat(insert(column, members("set", "b", "a"), new byte[] {0})).isEqualTo("''");
    }

    @Test
    void null_is_a_value_but_an_absent_cell_is_none() {
        Literals literals = Literals.of(VARCHAR, text("text", "utf8mb4", "x"), false);
        ByteWriter out = new ByteWriter(16);
        literals.insertValue(out, new byte[0], 0, -1);
        assertThat(out).hasToString("NULL");
        assertThatThrownBy(() -> literals.insertValue(out, new byte[0], 0, -2))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> literals.whereValue(out, new byte[0], 0, -1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_whole_row_is_matched_by_bytes_not_by_collation() {
        assertThat(match(VARCHAR, text("varchar(80)", "utf8mb4", "x"), utf8("A")))
                .isEqualTo("`c`=_utf8mb4'A' AND CAST(`c` AS BINARY)='A'");
        assertThat(match(VARCHAR, text("varchar(80)", "latin1", "x"), utf8("A")))
                .isEqualTo(
                        "`c`=_utf8mb4'A' AND CAST(`c` AS BINARY)="
                                + "CAST(CONVERT(_utf8mb4'A' USING latin1) AS BINARY)");
        LogColumn number = LogColumn.plain("c", type(Kind.INT, Sign.SIGNED, 0, 0));
        assertThat(match(number, target("int"), new byte[] {-1, -1, -1, -1})).isEqualTo("`c`=-1");
        ByteWriter out = new ByteWriter(16);
        Literals.of(VARCHAR, text("text", "utf8mb4", "x"), false)
                .matchCondition(out, new byte[0], 0, -1);
        assertThat(out).hasToString("`c` IS NULL");
    }

    @Test
    void escaping_finds_every_special_byte_at_every_place() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] =
                        random.nextInt(3) == 0
                                ? new byte[] {0, '\'', '\\', 1, '&', (byte) 0x80}[random.nextInt(6)]
                                : bytes[k];
            }
            ByteWriter out = new ByteWriter(1);
            Escape.append(bytes, 0, bytes.length, out);
            ByteWriter expected = new ByteWriter(100);
            for (byte b : bytes) {
                switch (b) {
                    case 0 -> expected.ascii("\\0");
                    case '\'' -> expected.ascii("\\'");
                    case '\\' -> expected.ascii("\\\\");
                    default -> expected.put(b);
                }
            }
            assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
        }
    }

    private static ColumnType type(Kind kind, Sign sign, int size, int scale) {
        return new ColumnType(kind, sign, size, scale);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String insert(LogColumn source, TableColumn target, byte[] cell) {
        ByteWriter out = new ByteWriter(16);
        Literals.of(source, target, false).insertValue(out, cell, 0, cell.length);
        return out.toString();
    }

    private static String where(LogColumn source, TableColumn target, byte[] cell) {
        ByteWriter out = new ByteWriter(16);
        Literals.of(source, target, false).whereValue(out, cell, 0, cell.length);
        return out.toString();
    }

    private static String match(LogColumn source, TableColumn target, byte[] cell) {
        ByteWriter out = new ByteWriter(16);
        Literals.of(source, target, false).matchCondition(out, cell, 0, cell.length);
        return out.toString();
    }

    static TableColumn target(String columnType) {
        return text(columnType, "", "");
    }

    static TableColumn text(String columnType, String charset, String collation) {
        return column(columnType, charset, collation, List.of());
    }

    static TableColumn members(String type, String... members) {
        return column(type, "utf8mb4", "utf8mb4_bin", List.of(members));
    }

    private static TableColumn column(
            String columnType, String charset, String collation, List<String> members) {
        String dataType = columnType.replaceAll("[( ].*", "");
        return new TableColumn(
                "c",
                0,
                dataType,
                columnType,
                charset,
                collation,
                members,
                true,
                false,
                false,
                false,
                true,
                false);
    }
}
