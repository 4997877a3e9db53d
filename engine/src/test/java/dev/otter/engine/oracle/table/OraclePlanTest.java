package dev.otter.engine.oracle.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.oracle.LoggedCells;
import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Statements for rows: what they say, and that Oracle's grammar reads them. */
class OraclePlanTest {
    private static final ColumnType INT = new ColumnType(Kind.INT, Sign.SIGNED, 0, 0);
    private static final ColumnType TEXT = new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 400, 0);
    private static final SourceTable SOURCE =
            new SourceTable(
                    new TableName("shop", "orders"),
                    List.of(
                            LogColumn.plain("id", INT),
                            LogColumn.text("note", TEXT, "utf8mb4"),
                            LogColumn.text("code", TEXT, "utf8mb4"),
                            LogColumn.plain(
                                    "at", new ColumnType(Kind.DATETIME, Sign.UNKNOWN, 0, 6)),
                            LogColumn.plain("took", new ColumnType(Kind.TIME, Sign.UNKNOWN, 0, 6)),
                            LogColumn.plain("day", new ColumnType(Kind.DATE, Sign.UNKNOWN, 0, 0)),
                            LogColumn.plain(
                                    "seen", new ColumnType(Kind.TIMESTAMP, Sign.UNKNOWN, 0, 6))));
    private static final List<String> TYPES =
            List.of(
                    "NUMBER(10,0)",
                    "CLOB",
                    "CHAR(4 CHAR)",
                    "TIMESTAMP(6)",
                    "INTERVAL DAY(2) TO SECOND(6)",
                    "DATE",
                    "TIMESTAMP(6) WITH TIME ZONE");

    private static TargetTable target(TableIndex... indexes) {
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < TYPES.size(); i++) {
            columns.add(
                    new TableColumn(
                            SOURCE.columns().get(i).name().toUpperCase(Locale.ROOT),
                            i,
                            OracleType.plain(TYPES.get(i)),
                            TYPES.get(i),
                            "",
                            "",
                            List.of(),
                            i != 0 && i != 2,
                            false,
                            false,
                            false,
                            i != 0 && i != 2,
                            false));
        }
        return new TargetTable(
                new TableName("SHOP", "ORDERS"),
                "Oracle",
                columns,
                List.of(indexes),
                List.of(),
                List.of(),
                List.of());
    }

    private static TableIndex unique(boolean primary, int... parts) {
        return new TableIndex(
                "I" + parts[0],
                primary,
                true,
                Arrays.stream(parts).mapToObj(part -> new TableIndex.Part(part, 0)).toList());
    }

    private static OraclePlan plan(TargetTable target) {
        OracleTables tables = new OracleTables(() -> null, new Single(target));
        return new OraclePlan(SOURCE, target, Families.of(target, _ -> target), tables);
    }

    /** A dictionary of one table. */
    private record Single(TargetTable table) implements OracleDictionary {
        @Override
        public void requireUsable(Connection connection, String where) {}

        @Override
        public Optional<TargetTable> find(Connection connection, TableName name) {
            return Optional.of(table);
        }
    }

    private static byte[][] cells(int id, String note) {
        return new byte[][] {
            LoggedCells.number(id),
            note == null ? null : LoggedCells.text(note),
            LoggedCells.text("ab"),
            LoggedCells.datetime(2024, 1, 2, 3, 4, 5, 6),
            LoggedCells.time(true, 100, 1, 2, 3),
            LoggedCells.date(2024, 1, 2),
            LoggedCells.timestamp(1_700_000_000L, 0)
        };
    }

    private static RowChanges inserted(int id, String note) {
        return LoggedCells.row(ChangeKind.INSERT, SOURCE, cells(id, note));
    }

    private static ListUpdate.Row updated(int from, int to, String before, String after) {
        List<byte[]> both = new ArrayList<>();
        both.addAll(Arrays.asList(cells(from, before)));
        both.addAll(Arrays.asList(cells(to, after)));
        RowChanges changes =
                LoggedCells.row(ChangeKind.UPDATE, SOURCE, both.toArray(byte[][]::new));
        return new Update(changes, 0, changes, TYPES.size());
    }

    private record Update(RowChanges beforeOf, int before, RowChanges afterOf, int after)
            implements ListUpdate.Row {}

    private static void valid(BoundStatement statement) {
        assertThat(OracleGrammar.mistakes(statement.sql())).isEmpty();
        long places = statement.sql().chars().filter(c -> c == '?').count();
        assertThat(statement.binds()).as(statement.sql()).hasSize((int) places);
    }

    private static List<Object> values(BoundStatement statement) {
        return statement.binds().stream().map(Bind::value).toList();
    }

    @Test
    void an_insert_names_its_columns_large_ones_last() {
        BoundStatement insert = plan(target(unique(true, 0))).insert(inserted(7, "x"), 0);
        valid(insert);
        assertThat(insert.sql())
                .startsWith(
                        "INSERT INTO \"SHOP\".\"ORDERS\" (\"ID\",\"CODE\",\"AT\",\"TOOK\",\"DAY\","
                                + "\"SEEN\",\"NOTE\") VALUES (?,?,TO_TIMESTAMP(?,")
                .endsWith(",?)");
        assertThat(insert.binds().getLast().value()).isEqualTo("x");
        assertThat(insert.binds().get(3).value()).isEqualTo("-4 04:01:02.000003");
    }

    @Test
    void a_merge_changes_all_but_the_key() {
        BoundStatement merge = plan(target(unique(true, 0))).merge(inserted(7, "x"), 0);
        valid(merge);
        assertThat(merge.sql())
                .startsWith(
                        "MERGE INTO \"SHOP\".\"ORDERS\" USING DUAL ON (\"ID\"=?) WHEN MATCHED THEN"
                                + " UPDATE SET \"CODE\"=?,")
                .contains(" WHEN NOT MATCHED THEN INSERT (\"ID\",");
    }

    @Test
    void an_update_names_what_changes_and_finds_by_the_old_key() {
        OraclePlan plan = plan(target(unique(true, 0)));
        ListUpdate.Row row = updated(1, 2, "a", "b");
        BoundStatement update = plan.update(row, plan.changed(row));
        valid(update);
        assertThat(update.sql())
                .isEqualTo("UPDATE \"SHOP\".\"ORDERS\" SET \"ID\"=?,\"NOTE\"=? WHERE \"ID\"=?");
        assertThat(values(update)).containsExactly(new BigDecimal(2), "b", new BigDecimal(1));
    }

    @Test
    void an_update_that_changes_nothing_only_looks_whether_the_row_is_there() {
        OraclePlan plan = plan(target(unique(true, 0)));
        BoundStatement update = plan.update(updated(1, 1, "a", "a"), new BitSet());
        valid(update);
        assertThat(update.sql())
                .isEqualTo("UPDATE \"SHOP\".\"ORDERS\" SET \"ID\"=\"ID\" WHERE \"ID\"=?");
    }

    @Test
    void a_key_of_fixed_length_is_compared_without_its_spaces() {
        BoundStatement delete = plan(target(unique(true, 2, 0))).delete(inserted(1, "x"), 0);
        valid(delete);
        assertThat(delete.sql())
                .isEqualTo(
                        "DELETE FROM \"SHOP\".\"ORDERS\" WHERE \"CODE\"=CAST(? AS CHAR(4 CHAR)) AND"
                                + " \"ID\"=?");
    }

    @Test
    void without_a_key_all_values_are_compared_large_ones_by_their_contents() {
        OraclePlan plan = plan(target());
        BoundStatement one = plan.delete(inserted(1, "x"), 0);
        valid(one);
        assertThat(one.sql())
                .contains("DBMS_LOB.COMPARE(\"NOTE\",?)=0 AND ROWNUM=1")
                .contains("\"TOOK\"=CAST(? AS INTERVAL DAY(9) TO SECOND(6))");
        BoundStatement empty = plan.delete(inserted(1, ""), 0);
        valid(empty);
        assertThat(empty.sql()).contains("DBMS_LOB.GETLENGTH(\"NOTE\")=0 AND ROWNUM=1");
        BoundStatement none = plan.delete(inserted(1, null), 0);
        valid(none);
        assertThat(none.sql()).contains("\"NOTE\" IS NULL AND ROWNUM=1");
    }

    @Test
    void rivals_go_unless_they_are_the_row_itself() {
        OraclePlan plan = plan(target(unique(true, 0), unique(false, 2)));
        BoundStatement rivals =
                plan.clearRivals(plan.secondaryUniques().getFirst(), inserted(1, "x"), 0)
                        .orElseThrow();
        valid(rivals);
        assertThat(rivals.sql())
                .isEqualTo(
                        "DELETE FROM \"SHOP\".\"ORDERS\" WHERE \"CODE\"=CAST(? AS CHAR(4 CHAR)) AND"
                                + " NOT (\"ID\"=?)");
    }

    @Test
    void rows_share_a_batch_when_text_and_kinds_of_values_are_the_same() {
        OraclePlan plan = plan(target(unique(true, 0)));
        BoundStatement one = plan.insert(inserted(1, "x"), 0);
        assertThat(one.alike(plan.insert(inserted(2, "yy"), 0))).isTrue();
        assertThat(one.alike(plan.insert(inserted(2, null), 0))).isTrue();
        assertThat(one.alike(plan.insert(inserted(2, ""), 0))).isFalse();
        assertThat(one.alike(plan.insert(inserted(2, "z".repeat(5000)), 0))).isFalse();
    }

    @Test
    void a_column_that_is_always_numbered_by_the_target_is_refused() {
        TargetTable plain = target(unique(true, 0));
        List<TableColumn> columns = new ArrayList<>(plain.columns());
        TableColumn id = columns.getFirst();
        columns.set(
                0,
                new TableColumn(
                        id.name(),
                        0,
                        id.dataType(),
                        id.columnType() + OracleSchemaReader.ALWAYS_NUMBERED,
                        "",
                        "",
                        List.of(),
                        false,
                        false,
                        false,
                        true,
                        true,
                        false));
        TargetTable numbered =
                new TargetTable(
                        plain.name(),
                        plain.engine(),
                        columns,
                        plain.indexes(),
                        List.of(),
                        List.of(),
                        List.of());
        assertThatThrownBy(() -> plan(numbered))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("GENERATED BY DEFAULT");
    }

    @Test
    void an_index_over_columns_that_may_be_null_stands_for_what_cannot_be_told() {
        List<TableColumn> columns = target().columns();
        assertThat(UniqueIndexes.of("U", false, columns, List.of(0, 1)).plain()).isFalse();
        assertThat(UniqueIndexes.of("U", false, columns, List.of(0, 2)).plain()).isTrue();
        assertThat(UniqueIndexes.of("U", false, columns, List.of(1)).plain()).isTrue();
    }

    @Test
    void questions_to_the_dictionary_are_spelled_right() {
        for (String statement : OracleSchemaReader.statements()) {
            assertThat(OracleGrammar.mistakes(statement)).isEmpty();
        }
        assertThat(OracleGrammar.mistakes(OracleTables.anyRow(new TableName("S", "T")))).isEmpty();
    }
}
