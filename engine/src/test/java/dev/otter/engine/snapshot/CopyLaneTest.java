package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy for each target of tables that have several. */
class CopyLaneTest {
    private static final TableName A = new TableName("shop", "a");
    private static final TableName B = new TableName("shop", "b");

    private static TableRule map(String source, String target) {
        return new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target));
    }

    @Test
    void tables_with_one_target_need_one_copy_under_the_pipeline_s_name() {
        TableRoutes routes = new TableRoutes(List.of(map("shop.a", "dw.a"), map("shop.b", "dw.b")));
        List<CopyLane> lanes = CopyLane.of("c/p", routes);
        assertThat(lanes).extracting(CopyLane::record).containsExactly("c/p");
        assertThat(lanes.getFirst().route().target(B)).contains(new TableName("dw", "b"));
    }

    @Test
    void each_target_of_entries_and_routes_has_a_copy_of_its_own() {
        TableRule spread =
                new TableRule.Spread(
                        TablePattern.parse("shop.b"),
                        List.of(
                                new TableName("dw", "b1"),
                                new TableName("dw", "b2"),
                                new TableName("dw", "b3")));
        TableRoutes routes =
                new TableRoutes(
                        List.of(
                                map("shop.a", "dw.a"),
                                spread,
                                map("shop.a", "other.a"),
                                map("shop.b", "other.b")));
        List<CopyLane> lanes = CopyLane.of("c/p", routes);
        assertThat(lanes)
                .extracting(CopyLane::record)
                .containsExactly("c/p", "c/p#2", "c/p#3", "c/p#4");
        assertThat(lanes.get(1).route().target(A)).contains(new TableName("other", "a"));
        assertThat(lanes.get(2).route().target(A)).isEmpty();
        assertThat(lanes.get(2).names().target(A)).contains(new TableName("other", "a"));
        assertThat(lanes)
                .flatExtracting(lane -> lane.route().targets(B))
                .containsExactly(
                        new TableName("dw", "b1"),
                        new TableName("dw", "b2"),
                        new TableName("dw", "b3"),
                        new TableName("other", "b"));
    }
}
