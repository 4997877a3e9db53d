package dev.otter.engine.resync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as requests write them: as SQL for the source, and as the log would hold them. */
class KeyValueTest {
    private static TableColumn column(int index, String name, String type, String charset) {
        String dataType = type.replaceAll("[( ].*", "");
        return new TableColumn(
                name,
                index,
                dataType,
                type,
                charset,
                charset.equals("latin1") ? "latin1_swedish_ci" : "utf8mb4_general_ci",
                dataType.equals("enum") ? List.of("a", "b") : List.of(),
                false,
                false,
                false,
                false,
                false,
                false);
    }

    private static TargetTable table(String engine, int[] key, TableColumn... columns) {
        List<TableIndex.Part> parts = new ArrayList<>();
        for (int column : key) {
            parts.add(new TableIndex.Part(column, 0));
        }
        return new TargetTable(
                new TableName("shop", "t"),
                engine,
                List.of(columns),
                parts.isEmpty() ? List.of() : List.of(new TableIndex("PRIMARY", true, true, parts)),
                List.of(),
                List.of(),
                List.of());
    }

    private static ReadTable of(String type, String charset) {
        return ReadTable.of(table("InnoDB", new int[] {0}, column(0, "k", type, charset)));
    }

    @ParameterizedTest
    @CsvSource({
        "int,'',-7,-7,f9ffffff",
        "bigint unsigned,'',18446744073709551615,18446744073709551615,ffffffffffffffff",
        "smallint(5),'', 12 ,12,0c00",
        "'decimal(5,2)','',-1.5,-1.5,7ffecd",
        "year,'',2026,2026,7e",
        "bit(10),'',513,513,0201",
        "date,'',2026-11-26,'''2026-11-26''',7ad50f",
        "time,'',-00:00:01,'''-00:00:01''',7fffff",
        "varchar(10),utf8mb4,é,_utf8mb4 x'c3a9' COLLATE utf8mb4_general_ci,c3a9",
        "varchar(10),latin1,é,_latin1 x'e9' COLLATE latin1_swedish_ci,e9",
        "varbinary(4),binary,0xFF00,x'ff00',ff00",
        "varbinary(4),binary,ab,x'6162',6162",
        "binary(4),binary,0xFF00,x'ff000000',ff",
        "'enum(''a'',''b'')',utf8mb4,b,_utf8mb4 x'62',02",
    })
    void a_value_is_sql_for_the_source_and_a_cell_of_the_log(
            String type, String charset, String text, String literal, String cell) {
        ReadTable table = of(type, charset == null ? "" : charset);
        KeyValue value = table.key(text).getFirst();
        assertThat(value.literal()).isEqualTo(literal);
        assertThat(HexFormat.of().formatHex(value.cell())).isEqualTo(cell);
        assertThat(table.select(List.of(value)))
                .isEqualTo(
                        "SELECT "
                                + (type.startsWith("enum") ? "CAST(`k` AS UNSIGNED)" : "`k`")
                                + " FROM `shop`.`t` FORCE INDEX (`PRIMARY`) WHERE `k`="
                                + literal
                                + " LOCK IN SHARE MODE");
    }

    @ParameterizedTest
    @CsvSource({
        "int,'',1 OR 1=1",
        "int,'',99999999999",
        "tinyint unsigned,'',-1",
        "'decimal(5,2)','',1e3",
        "bit(2),'',4",
        "date,'',yesterday",
        "date,'',1) OR (1",
        "timestamp,'',2026-13-01 00:00:00",
        "varchar(10),latin1,中",
        "'enum(''a'',''b'')',utf8mb4,zz",
        "float,'',1",
        "json,utf8mb4,{}",
    })
    void what_is_no_value_of_the_column_is_refused_and_not_repeated(
            String type, String charset, String text) {
        assertThatThrownBy(() -> of(type, charset == null ? "" : charset).key(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column k")
                .hasMessageNotContaining(text);
    }

    @Test
    void values_come_in_the_order_of_the_table_not_of_the_index() {
        ReadTable table =
                ReadTable.of(
                        table(
                                "InnoDB",
                                new int[] {2, 0},
                                column(0, "a", "int", ""),
                                column(1, "v", "int", ""),
                                column(2, "c", "varchar(10)", "utf8mb4")));
        List<KeyValue> key = table.key("7\u0001x");
        assertThat(table.keyNames()).containsExactly("a", "c");
        assertThat(table.select(key)).contains("WHERE `a`=7 AND `c`=_utf8mb4 x'78'");
        RowChanges gone = table.gone(key);
        assertThat(gone.lengths()).containsExactly(4, RowChanges.ABSENT, 1);
    }

    @Test
    void the_only_value_of_a_key_may_hold_the_divider_and_empty_values_keep_their_place() {
        assertThat(KeyData.split("a\u0001b", 1)).containsExactly("a\u0001b");
        assertThat(KeyData.split("\u0001\u0001x", 3)).containsExactly("", "", "x");
        assertThat(KeyData.split("\u0001b\u0001", 3)).containsExactly("", "b", "");
        assertThatThrownBy(() -> KeyData.split("a\u0001b\u0001c", 2))
                .hasMessageContaining("3 values", "2 columns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "MEMORY"})
    void a_table_without_transactions_is_refused(String engine) {
        assertThatThrownBy(
                        () -> ReadTable.of(table(engine, new int[] {0}, column(0, "k", "int", ""))))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(ErrorCode.RESYNC_TABLE_UNUSABLE));
    }

    @Test
    void a_table_without_a_key_is_refused() {
        assertThatThrownBy(
                        () -> ReadTable.of(table("InnoDB", new int[0], column(0, "k", "int", ""))))
                .hasMessageContaining("no key");
    }
}
