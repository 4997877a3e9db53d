package dev.otter.engine.resync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleRowsTest {
    private final List<TableColumn> columns = new ArrayList<>();
    private final List<SampleValue> values = new ArrayList<>();

    private void add(String type, String charset, String text, String... members) {
        String name = "c" + columns.size();
        columns.add(
                new TableColumn(
                        name,
                        columns.size(),
                        type.split("[ (]")[0],
                        type,
                        charset,
                        charset,
                        List.of(members),
                        true,
                        false,
                        false,
                        false,
                        false,
                        false));
        values.add(new SampleValue(name, type, Optional.ofNullable(text)));
    }

    private SampleRows rows() {
        return new SampleRows(
                new TargetTable(
                        new TableName("shop", "t"),
                        "InnoDB",
                        columns,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private List<String> back() {
        SampleRows rows = rows();
        for (SampleValue value : values) {
            assertThat(rows.fault(value)).as(value.toString()).isEmpty();
        }
        return SampleRows.texts(rows.inserted(rows.complete(values))).stream()
                .map(value -> value.text().orElse(null))
                .toList();
    }

    @Test
    void what_is_typed_comes_back_for_every_type() {
        add("tinyint", "", "-128");
        add("smallint unsigned", "", "65535");
        add("mediumint", "", "-8388608");
        add("int unsigned", "", "4294967295");
        add("bigint", "", "-9223372036854775808");
        add("bigint unsigned", "", "18446744073709551615");
        add("decimal(30,5)", "", "-1234567890123456789012345.67890");
        add("float", "", "0.1");
        add("double", "", "1.0E300");
        add("bit(9)", "", "257");
        add("year", "", "2026");
        add("date", "", "2026-11-27");
        add("time(3)", "", "-838:59:59.120");
        add("datetime(6)", "", "2026-11-27 04:05:06.123456");
        add("timestamp", "", "2026-11-27 04:05:06");
        add("varchar(20)", "utf8mb4", "水獭 otter");
        add("char(20)", "latin1", "é");
        add("varbinary(20)", "binary", "0x00ff10");
        add("binary(4)", "binary", "0xff000000");
        add("longtext", "gbk", "数据");
        add("blob", "binary", "0x");
        add("json", "", "{\"a\": 1}");
        add("enum('a','b')", "utf8mb4", "b", "a", "b");
        add("set('a','b','c')", "utf8mb4", "a,c", "a", "b", "c");
        add("point", "", "0x0102");
        add("int", "", null);

        assertThat(back())
                .containsExactlyElementsOf(
                        values.stream().map(value -> value.text().orElse(null)).toList());
    }

    @Test
    void times_may_be_written_as_programs_do() {
        add("datetime(3)", "", "2026-11-27T04:05:06.123Z");
        add("timestamp", "", "2026-11-27");

        assertThat(back()).containsExactly("2026-11-27 04:05:06.123", "2026-11-27 00:00:00");
    }

    @Test
    void what_is_no_value_is_told_with_its_type() {
        add("tinyint", "", "128");
        add("int", "", "seven");
        add("date", "", "tomorrow");
        add("timestamp", "", "2026-13-45 10:00:00");
        add("enum('a','b')", "utf8mb4", "z", "a", "b");
        add("char(20)", "latin1", "水");
        add("varbinary(9)", "binary", "0xzz");
        add("bit(2)", "", "4");

        for (SampleValue value : values) {
            assertThat(rows().fault(value))
                    .as(value.toString())
                    .hasValueSatisfying(why ->
                            assertThat(why)
                                    .contains(value.type())
                                    .contains("'" + value.text().orElseThrow() + "'"));
        }
    }

    @Test
    void columns_that_are_not_given_are_null_and_others_do_not_count() {
        add("int", "", "1");
        add("int", "", "2");
        List<SampleValue> row =
                rows().complete(
                                List.of(
                                        new SampleValue("C1", "", Optional.of("5")),
                                        new SampleValue("gone", "", Optional.of("6"))));

        assertThat(row)
                .containsExactly(
                        new SampleValue("c0", "int", Optional.empty()),
                        new SampleValue("c1", "int", Optional.of("5")));
    }
}
