package dev.otter.model.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRoutesTest {

    @ParameterizedTest
    @CsvSource({
        "shop.orders, shop.orders, true",
        "shop.orders, shop.order, false",
        "shop.orders, Shop.orders, false",
        "shop.*, shop.orders, true",
        "shop.*, shops.orders, false",
        "shop_*.order_*, shop_eu.order_, true",
        "shop_*.order_*, shop_eu.orders, false",
        "*.*, a.b, true",
        "*.*, mysql.user, false",
        "s*.*, sys.x, false",
        "mysql.user, mysql.user, true",
        "*a*b.*, xaybzb.t, true",
        "*a*b.*, xaybz.t, false",
        "logs.event_[00-15], logs.event_00, true",
        "logs.event_[00-15], logs.event_15, true",
        "logs.event_[00-15], logs.event_16, false",
        "logs.event_[00-15], logs.event_7, false",
        "logs.event_[00-15], logs.event_007, false",
        "logs.event_[8-12], logs.event_8, true",
        "logs.event_[8-12], logs.event_08, false",
        "logs.event_[8-12], logs.event_12, true",
        "logs_[1-2].event_[1-2]x*, logs_2.event_1xyz, true",
        "`my.db`.`a*`, my.db.a*, true",
    })
    void a_pattern_matches_by_character(String pattern, String name, boolean matches) {
        int dot = name.lastIndexOf('.');
        TableName table = new TableName(name.substring(0, dot), name.substring(dot + 1));

        assertThat(TablePattern.parse(pattern).matches(table)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.orders, dw.sales, shop.orders, dw.sales",
        "logs.event_[00-15], dw.events, logs.event_07, dw.events",
        "logs.event_[00-15], dw.*, logs.event_07, dw.event_07",
        "logs.event_[00-15], dw.ev_[1-16], logs.event_07, dw.ev_8",
        "logs_[1-3].event_[00-15], dw.e_[1-3]_[00-15], logs_2.event_07, dw.e_2_07",
        "logs_[1-3].event_[00-15], dw_[0-2].*, logs_2.event_07, dw_1.event_07",
        "logs_[1-3].*, dw.all_[1-3], logs_2.x, dw.all_2",
        "shop_*.order_*, dw_*.o_*, shop_eu.order_x, dw_eu.o_x",
        "shop.*, copy.*, shop.a, copy.a",
        "shop.a, *.b, shop.a, shop.b",
        "*.*, copy_*.*, shop.a, copy_shop.a",
    })
    void a_mapping_names_the_target(String source, String target, String from, String to) {
        TableRoutes routes = routes(map(source, target));

        assertThat(routes.target(name(from))).contains(name(to));
    }

    @Test
    void the_first_rule_that_matches_decides() {
        TableRoutes routes =
                routes(
                        new TableRule.Leave(TablePattern.parse("shop.tmp_*")),
                        map("shop.orders", "dw.sales"),
                        new TableRule.Take(TablePattern.parse("shop.*")));

        assertThat(routes.target(name("shop.tmp_1"))).isEmpty();
        assertThat(routes.target(name("shop.orders"))).contains(name("dw.sales"));
        assertThat(routes.target(name("shop.items"))).contains(name("shop.items"));
        assertThat(routes.target(name("other.items"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shop, pattern 'shop' is not of the form database.table",
        "a.b.c, pattern 'a.b.c' is not of the form database.table",
        ".b, pattern '.b' is not of the form database.table",
        "a.b_[1-, pattern 'a.b_[1-' has a '[' without ']'",
        "a.b_1], pattern 'a.b_1]' has a ']' without '['",
        "a.[x-y], pattern 'a.[x-y]' has the range '[x-y]' that is not two numbers such as [00-15]",
        "a.[9-1], pattern 'a.[9-1]' has the range '[9-1]' that ends before it begins",
        "a.[00-115], pattern 'a.[00-115]' has the range '[00-115]' whose ends are not padded to"
                + " the same number of digits",
        "a.b c, pattern 'a.b c' has a blank or backquote in a name",
        "`a.b, pattern '`a.b' has a backquote without an end",
    })
    void a_bad_pattern_says_what_is_wrong(String pattern, String message) {
        assertThatThrownBy(() -> TablePattern.parse(pattern)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b_[0-3], c.d_[0-4], target 'c.d_[0-4]' has a range of 5 numbers where source"
                + " 'a.b_[0-3]' has 4",
        "a.b, c.d_[0-4], target 'c.d_[0-4]' has 1 ranges where source 'a.b' has 0",
        "a.b, c.d_*, target 'c.d_*' has 1 stars beside other text where source 'a.b' has 0",
    })
    void a_target_that_cannot_be_told_is_refused(String source, String target, String message) {
        assertThatThrownBy(() -> map(source, target)).hasMessage(message);
    }

    private static TableRule map(String source, String target) {
        return new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target));
    }

    private static TableRoutes routes(TableRule... rules) {
        return new TableRoutes(Arrays.asList(rules));
    }

    private static TableName name(String text) {
        int dot = text.indexOf('.');
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }
}
