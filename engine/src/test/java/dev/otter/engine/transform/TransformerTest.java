package dev.otter.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows without view stay the same objects' bytes; rows with one keep numbers and order. */
class TransformerTest {
    private static final ColumnType TINY = new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0);
    private static final SourceTable TABLE =
            new SourceTable(
                    new TableName("shop", "t"),
                    List.of(LogColumn.plain("id", TINY), LogColumn.plain("v", TINY)));

    private final List<Delivery> out = new ArrayList<>();

    /** Images of two cells each. */
    private static RowChanges rows(ChangeKind kind, int... cells) {
        byte[] bytes = new byte[cells.length];
        int[] offsets = new int[cells.length];
        int[] lengths = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = (byte) cells[i];
            offsets[i] = i;
            lengths[i] = 1;
        }
        return new RowChanges(
                kind, TABLE, TABLE.name(), true, new RowChanges.Cells(bytes, offsets, lengths));
    }

    private static Delivery transaction(long sequence, RowChanges... changes) {
        LogPosition end = new LogPosition("log.1", 100 * sequence);
        return new Delivery.Transaction(
                new SourceTransaction(
                        sequence,
                        new TransactionId.AtPosition(end),
                        end,
                        0,
                        List.of(changes),
                        changes[0].rows(),
                        changes[0].size()));
    }

    private Transformer transformer(MappingConfig... mappings) {
        TableRoutes routes =
                new TableRoutes(List.of(new TableRule.Take(TablePattern.parse("shop.*"))));
        return new Transformer(
                routes, new Views(TableViews.of(List.of(mappings)), "test"), out::add);
    }

    private static MappingConfig where(String text) {
        return new MappingConfig(
                new TableRule.Take(TablePattern.parse("shop.t")),
                null,
                null,
                new RowRules(Optional.of(text), null, Optional.empty()));
    }

    private static List<Integer> cells(RowChanges changes) {
        List<Integer> cells = new ArrayList<>();
        for (int i = 0; i < changes.lengths().length; i++) {
            cells.add(changes.length(i) < 0 ? -1 : (int) changes.bytes()[changes.offset(i)]);
        }
        return cells;
    }

    private List<RowChanges> changes(int delivery) {
        return ((Delivery.Transaction) out.get(delivery)).transaction().changes();
    }

    @Test
    void rows_without_view_are_passed_on_as_they_are() {
        RowChanges rows = rows(ChangeKind.INSERT, 1, 10);
        transformer().accept(transaction(1, rows));
        assertThat(changes(0)).singleElement().isSameAs(rows);
    }

    /** MariaDB logs so with binlog_row_image=FULL_NODUP. */
    @Test
    void a_group_is_whole_where_the_log_leaves_out_what_did_not_change() {
        SourceTable table =
                new SourceTable(
                        new TableName("shop", "t"),
                        List.of(
                                LogColumn.plain("id", TINY),
                                LogColumn.plain("a", TINY),
                                LogColumn.plain("b", TINY)));
        int out = RowChanges.ABSENT;
        RowChanges rows =
                new RowChanges(
                        ChangeKind.UPDATE,
                        table,
                        table.name(),
                        true,
                        new RowChanges.Cells(
                                new byte[] {1, 10, 20, 0, 11, 0},
                                new int[] {0, 1, 2, 3, 4, 5},
                                new int[] {1, 1, 1, out, 1, out}));
        transformer(
                        new MappingConfig(
                                new TableRule.Take(TablePattern.parse("shop.t")),
                                null,
                                List.of(new ColumnGroup(List.of("a", "b"))),
                                RowRules.none()))
                .accept(transaction(1, rows));
        RowChanges sent = changes(0).getFirst();
        assertThat(sent.refusal()).isEmpty();
        assertThat(cells(sent)).containsExactly(1, -1, -1, 1, 11, 20);
    }

    @Test
    void an_emptied_transaction_is_skipped_and_later_ones_move_up() {
        Transformer transformer = transformer(where("row.v > 5"));
        transformer.accept(transaction(1, rows(ChangeKind.INSERT, 1, 1)));
        transformer.accept(transaction(2, rows(ChangeKind.INSERT, 2, 9)));
        transformer.accept(transaction(3, rows(ChangeKind.UPDATE, 2, 1, 2, 2)));
        transformer.accept(transaction(4, rows(ChangeKind.DELETE, 2, 9)));
        assertThat(out.get(0)).isInstanceOf(Delivery.Skipped.class);
        assertThat(((Delivery.Transaction) out.get(1)).transaction().sequence()).isEqualTo(1);
        assertThat(((Delivery.Skipped) out.get(2)).end().offset()).isEqualTo(300);
        assertThat(((Delivery.Transaction) out.get(3)).transaction().sequence()).isEqualTo(2);
    }

    @Test
    void the_rows_of_an_update_become_what_they_are_in_their_order() {
        transformer(where("row.v > 5"))
                .accept(
                        transaction(
                                1,
                                rows(
                                        ChangeKind.UPDATE,
                                        1,
                                        6,
                                        1,
                                        7, // stays
                                        2,
                                        6,
                                        2,
                                        8, // stays
                                        3,
                                        6,
                                        3,
                                        1, // leaves
                                        4,
                                        1,
                                        4,
                                        6, // enters
                                        5,
                                        1,
                                        5,
                                        2, // never was there
                                        6,
                                        6,
                                        6,
                                        6))); // unchanged
        List<RowChanges> changes = changes(0);
        assertThat(changes)
                .extracting(RowChanges::kind)
                .containsExactly(ChangeKind.UPDATE, ChangeKind.DELETE, ChangeKind.INSERT);
        assertThat(cells(changes.get(0))).containsExactly(1, 6, 1, 7, 2, 6, 2, 8);
        assertThat(cells(changes.get(1))).containsExactly(3, 6);
        assertThat(cells(changes.get(2))).containsExactly(4, 6);
        assertThat(((Delivery.Transaction) out.getFirst()).transaction().rows()).isEqualTo(4);
    }

    @Test
    void a_view_of_columns_shares_the_bytes_and_leaves_out_what_did_not_change() {
        MappingConfig entry =
                new MappingConfig(
                        new TableRule.Take(TablePattern.parse("shop.t")),
                        new ColumnView.Exclude(List.of("v")),
                        null);
        RowChanges rows = rows(ChangeKind.UPDATE, 1, 6, 1, 7, 2, 6, 3, 6);
        Transformer transformer = transformer(entry);
        transformer.accept(transaction(1, rows));
        transformer.accept(transaction(2, rows(ChangeKind.UPDATE, 1, 6, 1, 7)));
        assertThat(changes(0))
                .singleElement()
                .satisfies(viewed -> {
                    assertThat(cells(viewed)).containsExactly(2, 3);
                    assertThat(viewed.bytes()).isSameAs(rows.bytes());
                    assertThat(viewed.source().columns())
                            .extracting(LogColumn::name)
                            .containsExactly("id");
                });
        assertThat(out.get(1)).isInstanceOf(Delivery.Skipped.class);
    }

    /** As in SQL. */
    @Test
    void a_row_of_which_the_filter_says_null_is_dropped() {
        RowChanges rows =
                new RowChanges(
                        ChangeKind.INSERT,
                        TABLE,
                        TABLE.name(),
                        true,
                        new RowChanges.Cells(
                                new byte[] {1}, new int[] {0, 1}, new int[] {1, RowChanges.NULL}));
        transformer(where("row.v > 5")).accept(transaction(1, rows));
        assertThat(out).singleElement().isInstanceOf(Delivery.Skipped.class);
    }
}
