package dev.otter.model.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries of one pattern give a table several targets. */
class WaysTest {
    private static TableRule map(String source, String target) {
        return new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target));
    }

    private static TableRule take(String source) {
        return new TableRule.Take(TablePattern.parse(source));
    }

    private static TableName name(String text) {
        return TablePattern.parse(text).exact().orElseThrow();
    }

    @Test
    void entries_of_the_first_pattern_that_matches_all_apply() {
        TableRoutes routes =
                new TableRoutes(
                        List.of(
                                map("shop.t", "dw.a"),
                                take("shop.*"),
                                map("shop.t", "dw.b"),
                                map("shop.*", "copy.*")));
        assertThat(routes.targets(name("shop.t"))).containsExactly(name("dw.a"), name("dw.b"));
        assertThat(routes.targets(name("shop.u"))).containsExactly(name("shop.u"), name("copy.u"));
        assertThat(routes.target(name("shop.t"))).hasValue(name("dw.a"));
        assertThat(routes.targets(name("other.t"))).isEmpty();
    }

    @Test
    void what_is_left_out_has_no_target_whatever_comes_behind() {
        TableRoutes routes =
                new TableRoutes(
                        List.of(new TableRule.Leave(TablePattern.parse("shop.t")), take("shop.*")));
        assertThat(routes.targets(name("shop.t"))).isEmpty();
    }

    @Test
    void rows_are_spread_over_all_listed_tables() {
        TableRule spread =
                new TableRule.Spread(
                        TablePattern.parse("shop.t"), List.of(name("dw.a"), name("dw.b")));
        assertThat(new TableRoutes(List.of(spread, map("shop.t", "all.t"))).targets(name("shop.t")))
                .containsExactly(name("dw.a"), name("dw.b"), name("all.t"));
        assertThatThrownBy(() ->
                        new TableRule.Spread(
                                TablePattern.parse("shop.t"), List.of(name("dw.a"), name("dw.a"))))
                .hasMessageContaining("different");
    }
}
