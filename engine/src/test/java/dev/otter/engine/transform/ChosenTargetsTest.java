package dev.otter.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.otter.engine.transform.view.WaysInto;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.config.mapping.TargetChoice.Otherwise;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row goes into one of the listed tables, and moves between them. */
class ChosenTargetsTest {
    private static final ColumnType TINY = new ColumnType(Kind.TINYINT, Sign.SIGNED, 0, 0);
    private static final SourceTable TABLE =
            new SourceTable(
                    new TableName("shop", "t"),
                    List.of(LogColumn.plain("id", TINY), LogColumn.plain("v", TINY)));
    private static final String BY = "row.v < 10 ? 'low' : row.v < 20 ? 'dw.high' : 'nowhere'";

    /** An image without the column that the expression reads. */
    private static final int LEFT_OUT = Integer.MIN_VALUE;

    private final List<Delivery> out = new ArrayList<>();

    private static MappingConfig routed(Otherwise otherwise, Optional<String> where) {
        return new MappingConfig(
                new TableRule.Spread(
                        TablePattern.parse("shop.t"),
                        List.of(new TableName("dw", "low"), new TableName("dw", "high"))),
                null,
                null,
                new RowRules(where, null, Optional.empty()),
                Optional.empty(),
                Optional.of(new TargetChoice(BY, otherwise)));
    }

    private Transformer transformer(MappingConfig... mappings) {
        return new Transformer(
                new TableRoutes(List.of(mappings).stream().map(MappingConfig::rule).toList()),
                new Views(TableViews.of(List.of(mappings)), "test"),
                out::add);
    }

    /** Images of two cells each. */
    private static Delivery transaction(ChangeKind kind, int... cells) {
        byte[] bytes = new byte[cells.length];
        int[] offsets = new int[cells.length];
        int[] lengths = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = (byte) cells[i];
            offsets[i] = i;
            lengths[i] = cells[i] == LEFT_OUT ? RowChanges.ABSENT : 1;
        }
        RowChanges rows =
                new RowChanges(
                        kind,
                        TABLE,
                        TABLE.name(),
                        true,
                        new RowChanges.Cells(bytes, offsets, lengths));
        LogPosition end = new LogPosition("log.1", 100);
        return new Delivery.Transaction(
                new SourceTransaction(
                        1,
                        new TransactionId.AtPosition(end),
                        end,
                        0,
                        List.of(rows),
                        rows.rows(),
                        rows.size()));
    }

    /** Kind, target and cells of each change, with the code of its refusal. */
    private List<String> sent() {
        return out.stream()
                .flatMap(delivery ->
                        delivery instanceof Delivery.Transaction whole
                                ? whole.transaction().changes().stream()
                                : Stream.<RowChanges>of())
                .map(ChosenTargetsTest::text)
                .toList();
    }

    private static String text(RowChanges change) {
        StringBuilder text = new StringBuilder();
        text.append(change.kind()).append(' ').append(change.target().table());
        for (int i = 0; i < change.lengths().length; i++) {
            text.append(' ')
                    .append(change.length(i) < 0 ? "-" : change.bytes()[change.offset(i)]);
        }
        change.refusal().map(OtterException::code).ifPresent(code -> text.append(' ').append(code));
        return text.toString();
    }

    @Test
    void rows_go_where_the_expression_says_by_either_form_of_a_name() {
        transformer(routed(Otherwise.REFUSE, Optional.empty()))
                .accept(transaction(ChangeKind.INSERT, 1, 5, 2, 15, 3, 6));
        assertThat(sent()).containsExactly("INSERT low 1 5 3 6", "INSERT high 2 15");
    }

    @Test
    void a_row_that_moves_goes_here_and_comes_there() {
        transformer(routed(Otherwise.REFUSE, Optional.empty()))
                .accept(transaction(ChangeKind.UPDATE, 1, 5, 1, 15, 2, 15, 2, 16, 3, 15, 3, 5));
        assertThat(sent())
                .containsExactly(
                        "DELETE low 1 5",
                        "INSERT low 3 5",
                        "INSERT high 1 15",
                        "UPDATE high 2 15 2 16",
                        "DELETE high 3 15");
    }

    @Test
    void a_row_without_place_is_refused_and_leaves_where_it_was() {
        transformer(routed(Otherwise.REFUSE, Optional.empty()))
                .accept(transaction(ChangeKind.UPDATE, 1, 15, 1, 99, 2, 99, 2, 5));
        assertThat(sent())
                .containsExactly(
                        "INSERT low 2 5",
                        "DELETE high 1 15",
                        "UPDATE low 1 15 1 99 " + ErrorCode.ROUTE_UNLISTED);
    }

    @Test
    void a_row_without_place_goes_nowhere_where_that_is_wanted() {
        transformer(routed(Otherwise.SKIP, Optional.empty()))
                .accept(transaction(ChangeKind.UPDATE, 1, 15, 1, 99, 2, 99, 2, 98));
        assertThat(sent()).containsExactly("DELETE high 1 15");
    }

    /** Else it would stay where it was, or be in two tables. */
    @Test
    void a_row_whose_place_before_is_not_known_is_refused_whole() {
        transformer(routed(Otherwise.SKIP, Optional.empty()))
                .accept(transaction(ChangeKind.UPDATE, 1, LEFT_OUT, 1, 15, 2, 5, 2, 15));
        assertThat(sent())
                .containsExactly(
                        "DELETE low 2 5",
                        "INSERT high 2 15",
                        "UPDATE low 1 - 1 15 " + ErrorCode.VIEW_VALUE_MISSING);
    }

    @Test
    void the_filter_comes_first() {
        transformer(routed(Otherwise.REFUSE, Optional.of("row.v < 50")))
                .accept(transaction(ChangeKind.UPDATE, 1, 99, 1, 98, 2, 99, 2, 5, 3, 5, 3, 99));
        assertThat(sent()).containsExactly("INSERT low 2 5", "DELETE low 3 5");
    }

    @Test
    void each_entry_of_a_table_has_its_own_view() {
        MappingConfig whole = MappingConfig.of(map("dw.all"));
        MappingConfig some =
                new MappingConfig(
                        map("dw.some"),
                        new ColumnView.Exclude(List.of("v")),
                        null,
                        new RowRules(Optional.of("row.v > 5"), null, Optional.empty()));
        transformer(whole, some).accept(transaction(ChangeKind.INSERT, 1, 5, 2, 15));
        assertThat(sent()).containsExactly("INSERT all 1 5 2 15", "INSERT some 2");
    }

    /** What a copy of one listed table takes of rows that it reads; only the first tells refusals. */
    @Test
    void ways_into_one_table_have_only_its_rows() {
        SourceTransaction rows =
                ((Delivery.Transaction) transaction(ChangeKind.INSERT, 1, 5, 2, 15, 3, 99))
                        .transaction();
        assertThat(into(rows, new TableName("dw", "low")))
                .containsExactly("INSERT low 1 5", "INSERT low 3 99 " + ErrorCode.ROUTE_UNLISTED);
        assertThat(into(rows, new TableName("dw", "high"))).containsExactly("INSERT high 2 15");
        assertThat(into(rows, new TableName("dw", "other"))).isEmpty();
    }

    private static List<String> into(SourceTransaction rows, TableName target) {
        List<RowChanges> taken = new ArrayList<>();
        TableViews config = TableViews.of(List.of(routed(Otherwise.REFUSE, Optional.empty())));
        try (Views views = new Views(config, "test")) {
            new WaysInto(views, target).apply(rows.changes().getFirst(), taken::add);
        }
        return taken.stream().map(ChosenTargetsTest::text).toList();
    }

    @Test
    void two_ways_into_one_table_are_refused() {
        Transformer transformer =
                transformer(
                        routed(Otherwise.REFUSE, Optional.empty()),
                        MappingConfig.of(map("dw.high")));
        assertThatThrownBy(() -> transformer.accept(transaction(ChangeKind.INSERT, 1, 5)))
                .isInstanceOf(OtterException.class)
                .extracting(e -> ((OtterException) e).code())
                .isEqualTo(ErrorCode.TARGETS_CLASH);
    }

    private static TableRule map(String target) {
        return new TableRule.Map(TablePattern.parse("shop.t"), TablePattern.parse(target));
    }
}
