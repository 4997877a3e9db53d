package dev.otter.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A statement runs once for each target of its tables. */
class LanesTest {
    private static final TableName T = new TableName("shop", "t");
    private static final TableName U = new TableName("shop", "u");
    private static final TableRoutes ROUTE =
            new TableRoutes(
                    List.of(map("shop.t", "dw.a"), map("shop.t", "dw.b"), map("shop.u", "dw.u")));

    private static TableRule map(String source, String target) {
        return new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target));
    }

    private static Delivery.SchemaChange change(TableName... tables) {
        List<TableName> sources = new ArrayList<>();
        List<TableName> targets = new ArrayList<>();
        Stream.of(tables)
                .forEach(table ->
                        ROUTE.targets(table)
                                .forEach(target -> {
                                    sources.add(table);
                                    targets.add(target);
                                }));
        LogPosition end = new LogPosition("log.1", 10);
        return new Delivery.SchemaChange(
                "ALTER",
                sources,
                targets,
                false,
                new SourceTransaction(
                        1, new TransactionId.AtPosition(end), end, 0, List.of(), 0, 0),
                new LoggedStatement(
                        LoggedStatement.Kind.TABLE_SHAPE, List.of(tables), "ALTER"),
                false);
    }

    @Test
    void a_table_with_two_targets_makes_two_lanes_with_names_of_their_own() throws Exception {
        List<Lane> lanes = Lane.of(change(T), ROUTE);
        assertThat(lanes).hasSize(2);
        assertThat(lanes.get(0).change().targets()).containsExactly(new TableName("dw", "a"));
        assertThat(lanes.get(1).change().targets()).containsExactly(new TableName("dw", "b"));
        assertThat(lanes.get(1).change().sources()).containsExactly(T);
        assertThat(lanes.get(1).route().target(T)).hasValue(new TableName("dw", "b"));
        // A parent that it refers to has one name on the target.
        assertThat(lanes.get(1).route().target(U)).hasValue(new TableName("dw", "u"));
        assertThat(lanes.get(1).route().target(new TableName("x", "y"))).isEmpty();
    }

    @Test
    void a_table_named_twice_makes_no_second_lane() throws Exception {
        assertThat(Lane.of(change(U, U), ROUTE)).hasSize(1);
        assertThat(Lane.of(change(T, T), ROUTE)).hasSize(2);
    }

    @Test
    void tables_with_different_numbers_of_targets_are_not_carried() {
        assertThatThrownBy(() -> Lane.of(change(T, U), ROUTE))
                .isInstanceOf(Rewriter.NotCarriedException.class)
                .hasMessageContaining("different numbers");
    }
}
