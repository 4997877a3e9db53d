package dev.otter.engine.resync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents of rows that are read again: with their types where the source tells them. */
class ReadTableTest {
    private static final TargetTable TABLE =
            new TargetTable(
                    new TableName("shop", "t"),
                    "InnoDB",
                    List.of(column(0, "v", "json"), column(1, "id", "int"), column(2, "n", "json")),
                    List.of(
                            new TableIndex(
                                    "PRIMARY", true, true, List.of(new TableIndex.Part(1, 0)))),
                    List.of(),
                    List.of(),
                    List.of());

    private static TableColumn column(int index, String name, String type) {
        return new TableColumn(
                name, index, type, type, "", "", List.of(), true, false, false, false, false,
                false);
    }

    private static RowChanges row(ReadTable table, String... values) {
        ByteWriter bytes = new ByteWriter(64);
        int[] offsets = new int[values.length];
        int[] lengths = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            offsets[i] = bytes.length();
            lengths[i] = values[i] == null ? -1 : values[i].length();
            bytes.ascii(values[i] == null ? "" : values[i]);
        }
        return table.present(bytes.toByteArray(), offsets, lengths);
    }

    private static String cell(RowChanges row, int column) {
        int at = row.offset(column);
        return HexFormat.of().formatHex(row.bytes(), at, at + row.length(column));
    }

    @Test
    void types_are_asked_for_beside_each_document() {
        ReadTable table = ReadTable.of(TABLE, true);
        String typed = table.select(table.key("7"));
        String plain = ReadTable.of(TABLE).select(table.key("7"));

        assertThat(typed)
                .startsWith("SELECT `v`,`id`,`n`,CONCAT(")
                .contains("JSON_TYPE(`shop`.`t`.`v`)", "JSON_EXTRACT(`shop`.`t`.`n`,")
                .endsWith(
                        " FROM `shop`.`t` FORCE INDEX (`PRIMARY`) WHERE `id`=7 LOCK IN SHARE MODE");
        assertThat(plain).startsWith("SELECT `v`,`id`,`n` FROM ");
    }

    @Test
    void documents_are_cells_of_the_log() {
        ReadTable table = ReadTable.of(TABLE, true);
        RowChanges row = row(table, "[1.5]", "7", null, "ad", null);

        assertThat(table.shape().columns().getFirst().type().kind()).isEqualTo(Kind.JSON);
        // An array of one DECIMAL(2,1).
        assertThat(cell(row, 0)).isEqualTo("02" + "01000d00" + "0f0700" + "f604" + "02018105");
        assertThat(cell(row, 1)).isEqualTo("07000000");
        assertThat(row.length(2)).isEqualTo(RowChanges.NULL);
    }

    @Test
    void documents_without_types_stay_text() {
        ReadTable table = ReadTable.of(TABLE, false);
        RowChanges row = row(table, "[1.5]", "7", null);

        assertThat(table.shape().columns().getFirst().type().kind()).isEqualTo(Kind.BLOB);
        assertThat(cell(row, 0))
                .isEqualTo(HexFormat.of().formatHex("[1.5]".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_the_source_does_not_tell_for_certain_is_refused() {
        ReadTable table = ReadTable.of(TABLE, true);

        assertThatThrownBy(() -> row(table, "null", "7", "[\"24:00:00.000000\"]", "n", "aT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("column n: a JSON document holds a TIME of a day or more");
    }

    @Test
    void types_of_another_document_are_refused() {
        ReadTable table = ReadTable.of(TABLE, true);

        for (String types : new String[] {"aii", "a", "as", null}) {
            assertThatThrownBy(() -> row(table, "[1]", "7", null, types, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("column v: the source tells");
        }
    }
}
