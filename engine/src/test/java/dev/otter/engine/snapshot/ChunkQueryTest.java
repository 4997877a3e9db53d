package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.database.TableColumn;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChunkQueryTest {
    private static final TableColumn A = column("a", 0, "int", "");
    private static final TableColumn B = column("b", 1, "varchar", "latin1");
    private static final TableColumn F = column("f", 2, "float", "");

    private final ChunkQuery query =
            new ChunkQuery(
                    new TableName("d", "t"),
                    Stream.of(A, B, F).map(CopyColumns::expression).toList(),
                    "PRIMARY",
                    List.of(KeyPart.of(A).orElseThrow(), KeyPart.of(B).orElseThrow()),
                    "");

    private static TableColumn column(String name, int index, String type, String charset) {
        return new TableColumn(
                name, index, type, type, charset, charset, List.of(), false, false, false, false,
                false, false);
    }

    @Test
    void a_range_continues_behind_the_whole_key_and_ends_with_a_prefix_of_it() {
        KeyPoint after = new KeyPoint(List.of("7", "_latin1 X'41'"));
        KeyPoint upTo = new KeyPoint(List.of("100"));

        assertThat(query.chunk(new KeyRange(after, upTo), 50))
                .isEqualTo(
                        "SELECT `a`,`b`,(`f`*1e0),`a`,`b` FROM `d`.`t` FORCE INDEX (`PRIMARY`)"
                                + " WHERE `a`>=7 AND (`a`>7 OR (`a`=7 AND `b`>_latin1 X'41'))"
                                + " AND `a`<=100 ORDER BY `a`,`b` LIMIT 50");
    }

    @Test
    void the_first_chunk_has_no_condition() {
        assertThat(query.chunk(KeyRange.ALL, 10))
                .isEqualTo(
                        "SELECT `a`,`b`,(`f`*1e0),`a`,`b` FROM `d`.`t` FORCE INDEX (`PRIMARY`)"
                                + " ORDER BY `a`,`b` LIMIT 10");
    }

    @Test
    void keys_become_literals_that_are_read_back_and_nothing_else_is() {
        byte[] text = "O'Hara \\".getBytes(StandardCharsets.ISO_8859_1);
        String literal = KeyPart.of(B).orElseThrow().literal(text, 0, text.length);
        KeyPoint point = new KeyPoint(List.of("-12", literal, "'2026-01-01 00:00:00.5'"));

        assertThat(literal).isEqualTo("_latin1 X'4F2748617261205C'");
        assertThat(KeyPoint.parse(point.text())).isEqualTo(point);
        assertThatThrownBy(() -> KeyPoint.parse("1 OR 1=1")).isInstanceOf(OtterException.class);
        assertThatThrownBy(() -> KeyPoint.parse("1,SLEEP(9)")).isInstanceOf(OtterException.class);
        assertThat(KeyPart.of(F)).isEmpty();
    }
}
