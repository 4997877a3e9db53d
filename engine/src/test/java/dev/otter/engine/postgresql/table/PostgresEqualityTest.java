package dev.otter.engine.postgresql.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.KeyHasher;
import dev.otter.engine.database.value.KeyHasher.Outcome;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys that PostgreSQL takes for equal have equal hashes, or none. */
class PostgresEqualityTest {
    private static final LogColumn VARCHAR =
            LogColumn.text("k", new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 80, 0), "utf8mb4");
    private static final LogColumn INT =
            LogColumn.plain("k", new ColumnType(Kind.INT, Sign.SIGNED, 0, 0));
    private static final LogColumn BIGINT =
            LogColumn.plain("k", new ColumnType(Kind.BIGINT, Sign.SIGNED, 0, 0));
    private static final LogColumn SET =
            new LogColumn(
                    "k",
                    new ColumnType(Kind.SET, Sign.UNSIGNED, 1, 0),
                    "",
                    List.of(new byte[] {'a'}),
                    "utf8mb4",
                    false);

    private static TableColumn column(String dataType, String collation) {
        return new TableColumn(
                "k", 0, dataType, dataType, "", collation, List.of(), false, false, false, false,
                false, false);
    }

    private static long hash(LogColumn source, TableColumn target, byte[] cell) {
        TableColumn equality = PostgresEquality.of(source, target);
        KeyHasher hasher =
                KeyHasher.of(
                        new TableName("s", "t"),
                        List.of(new KeyHasher.Part(0, source, equality, 0)));
        Outcome outcome = hasher.hash(cell, new int[] {0}, new int[] {cell.length}, 0);
        assertThat(outcome).isEqualTo(Outcome.HASHED);
        return hasher.value();
    }

    private static boolean untold(LogColumn source, TableColumn target) {
        TableColumn equality = PostgresEquality.of(source, target);
        return KeyHasher.of(
                        new TableName("s", "t"),
                        List.of(new KeyHasher.Part(0, source, equality, 0)))
                .alwaysExotic();
    }

    private static long text(String text) {
        return hash(VARCHAR, column("text", ""), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void text_is_equal_byte_by_byte_and_char_without_spaces_at_its_end() {
        assertThat(text("é")).isNotEqualTo(text("e"));
        assertThat(text("A")).isNotEqualTo(text("a"));
        assertThat(text("a  ")).isEqualTo(text("a"));
        assertThat(hash(VARCHAR, column("bpchar", ""), new byte[] {'a', ' '})).isEqualTo(text("a"));
    }

    @Test
    void a_number_is_equal_from_whatever_type_it_comes() {
        byte[] four = {7, 0, 0, 0};
        byte[] eight = {7, 0, 0, 0, 0, 0, 0, 0};
        for (String target : List.of("int4", "int8", "numeric")) {
            assertThat(hash(INT, column(target, ""), four))
                    .isEqualTo(hash(BIGINT, column(target, ""), eight));
        }
    }

    @Test
    void what_cannot_be_told_takes_the_whole_table() {
        assertThat(untold(VARCHAR, column("text", "case_insensitive"))).isTrue();
        assertThat(untold(VARCHAR, column("json", ""))).isTrue();
        assertThat(untold(SET, column("text", ""))).isTrue();
        assertThat(untold(VARCHAR, column("text", ""))).isFalse();
    }
}
