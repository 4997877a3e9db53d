package dev.otter.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.RowMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.DdlPolicy;
import dev.otter.model.config.channel.Parallelism;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.RowPolicy;
import dev.otter.model.config.channel.TwoWay;
import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelConfigTest {

    @Test
    void a_processor_may_be_a_source_whose_class_is_found_beside_comments() {
        String source =
                "/* public class No {} */ package com.acme;\n// public class Nor {}\n"
                        + "public final class Cleaning implements RowProcessor { }";
        RowRules rules = new RowRules(Optional.empty(), null, Optional.of(source));

        assertThat(RowRules.className(rules.processor().orElseThrow()))
                .isEqualTo("com.acme.Cleaning");
        assertThat(RowRules.className("com.acme.Other")).isEqualTo("com.acme.Other");
        assertThatThrownBy(() -> new RowRules(Optional.empty(), null, Optional.of("class X { }")))
                .hasMessageContaining("has no public class");
        assertThatThrownBy(() ->
                        new RowRules(
                                Optional.empty(),
                                null,
                                Optional.of(source + " ".repeat(RowRules.SOURCE_MAX))))
                .hasMessageContaining("allowed are 100000");
    }

    @Test
    void what_is_left_out_takes_its_default() {
        PipelineConfig pipeline = pipeline("a-to-b", "a", "b", "shop.*");

        assertThat(pipeline.parallelism()).hasToString("auto");
        assertThat(pipeline.apply()).isEqualTo(ApplyMode.STRICT);
        assertThat(pipeline.onError()).isEqualTo(ErrorPolicy.STOP);
        assertThat(pipeline.rows().mode()).isEqualTo(RowMode.AUTO);
        assertThat(pipeline.rows().values()).isEqualTo(RowPolicy.Values.LOG);
        assertThat(pipeline.ddl()).isEqualTo(DdlPolicy.APPLY.rules());
        assertThat(pipeline.twoWay().remedy()).isEqualTo(TwoWay.Remedy.NONE);
        assertThat(pipeline.resync()).isTrue();
        assertThat(pipeline.dryRun()).isFalse();
    }

    @Test
    void the_engine_gets_what_was_configured() {
        Endpoint a = new Endpoint("a", Endpoint.Type.MYSQL, "h1", 1, "u", "p", TlsMode.DISABLED);
        Endpoint b = new Endpoint("b", Endpoint.Type.MYSQL, "h2", 2, "u", "p", TlsMode.DISABLED);

        Pipeline runtime =
                pipeline("p", "a", "b", "shop.*")
                        .toPipeline(a, b, Optional.of(new StartPoint.Earliest()));

        assertThat(runtime.start()).isEqualTo(new StartPoint.Earliest());
        assertThat(runtime.tables().target(new TableName("shop", "orders")))
                .contains(new TableName("shop", "orders"));
        assertThat(runtime.options().appliers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ü?", "x\u0000"})
    void names_are_refused_with_what_is_allowed(String name) {
        assertThatThrownBy(() -> new ChannelConfig(name, "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be the name of a channel")
                .hasMessageContaining("1 to 64 letters");
    }

    @Test
    void pipelines_of_a_channel_have_different_names_whatever_their_case() {
        PipelineConfig one = pipeline("way", "a", "b", "shop.*");
        PipelineConfig other = pipeline("WAY", "b", "a", "shop.*");

        assertThatThrownBy(() -> new ChannelConfig("shop", "", List.of(one, other)))
                .hasMessage("pipeline 'WAY' is there twice; case does not count");
    }

    @Test
    void an_entry_that_can_never_match_is_refused() {
        assertThatThrownBy(() -> pipeline("p", "a", "b", "shop.*", "shop.orders"))
                .hasMessageContaining("'shop.orders' is never used, because 'shop.*' comes first");
    }

    @Test
    void a_list_that_only_leaves_tables_out_is_refused() {
        assertThatThrownBy(() -> pipeline("p", "a", "b", "!shop.tmp_*"))
                .hasMessageContaining("only leaves tables out");
    }

    @Test
    void tables_are_not_copied_onto_themselves() {
        assertThatThrownBy(() -> pipeline("p", "a", "A", "shop.*"))
                .hasMessageContaining("would be copied onto itself");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.orders, shop.orders",
        "shop.*, shop.*",
        "shop.orders, `shop`.`orders`",
        "shop.ord*, shop.orders"
    })
    void a_mapping_that_is_never_used_is_refused(String first, String second) {
        assertThatThrownBy(() -> pipeline("p", "a", "b", "crm.x", first, "crm.y", second))
                .hasMessageContaining(
                        "'%s' is never used, because '%s' comes first".formatted(second, first));
    }

    @Test
    void a_wider_mapping_may_follow_a_narrower_one() {
        assertThat(pipeline("p", "a", "b", "!shop.tmp", "shop.orders", "shop.*").tables())
                .hasSize(3);
    }

    @Test
    void a_two_way_channel_needs_one_way_without_ddl_and_one_home() {
        PipelineConfig there =
                pipeline("there", "a", "b", "shop.*").withDdl(DdlPolicy.APPLY_OR_SKIP);
        PipelineConfig back = pipeline("back", "b", "a", "shop.*").withDdl(DdlPolicy.APPLY);
        ChannelConfig channel = new ChannelConfig("shop", "", List.of(there, back));

        assertThat(channel.twoWay()).isTrue();
        assertThat(channel.obstacles()).singleElement().asString().contains("DDL");
        assertThat(channel.withPipelines(List.of(there.withDdl(DdlPolicy.STOP), back)).obstacles())
                .isEmpty();
        assertThat(new ChannelConfig("shop", "", List.of(there)).obstacles()).isEmpty();
    }

    @Test
    void a_channel_in_the_making_says_what_is_missing() {
        assertThat(new ChannelConfig("shop", "", List.of()).obstacles())
                .containsExactly("The channel has no pipeline; add one.");
        assertThat(new ChannelConfig("shop", "", List.of(pipeline("p", "a", "b"))).obstacles())
                .containsExactly("Pipeline 'p' has no tables; add a mapping.");
    }

    @ParameterizedTest
    @CsvSource({"auto,0", "1,1", "64,64"})
    void parallelism_is_auto_or_a_number(String text, int appliers) {
        assertThat(Parallelism.parse(text).appliers()).isEqualTo(appliers);
        assertThat(Parallelism.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "-1", "many", "007", ""})
    void other_parallelism_is_refused(String text) {
        assertThatThrownBy(() -> Parallelism.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be auto or 1 to 64");
    }

    @Test
    void a_group_holds_columns_that_are_sent() {
        TableRule rule = new TableRule.Take(TablePattern.parse("shop.orders"));
        ColumnView view = new ColumnView.Exclude(List.of("Note"));

        assertThatThrownBy(() ->
                        new MappingConfig(
                                rule, view, List.of(new ColumnGroup(List.of("id", "note")))))
                .hasMessageContaining("column 'note' of a group is not sent by 'shop.orders'");
    }

    @Test
    void columns_are_named_once_on_either_side() {
        assertThatThrownBy(() ->
                        new ColumnView.Include(
                                List.of(new ColumnMapping("a", "x"), new ColumnMapping("b", "X"))))
                .hasMessage("target column 'X' is there twice; case does not count");
    }

    @Test
    void system_schemas_are_refused_on_either_side() {
        assertThatThrownBy(() -> MappingConfig.parse("mysql.user"))
                .hasMessageContaining("system schema 'mysql'");
        assertThatThrownBy(() ->
                        MappingConfig.of(
                                new TableRule.Map(
                                        TablePattern.parse("a.b"), TablePattern.parse("retl.x"))))
                .hasMessageContaining("system schema 'retl'");
    }

    private static PipelineConfig pipeline(String name, String from, String to, String... tables) {
        return PipelineConfig.of(
                name, from, to, List.of(tables).stream().map(MappingConfig::parse).toList());
    }

    @Test
    void names_of_columns_go_through_the_view() {
        ColumnView view =
                new ColumnView.Rename(List.of(new ColumnMapping("a", "x")), List.of("secret"));
        assertThat(view.target("A")).hasValue("x");
        assertThat(view.target("b")).hasValue("b");
        assertThat(view.sends("Secret")).isFalse();
        assertThatThrownBy(() ->
                        new ColumnView.Rename(List.of(new ColumnMapping("a", "x")), List.of("A")))
                .hasMessageContaining("both renamed and excluded");
    }

    @Test
    void the_first_entry_decides_about_a_view() {
        RowRules rules = new RowRules(Optional.of("row.a > 1"), null, Optional.empty());
        MappingConfig all = MappingConfig.parse("shop.*");
        MappingConfig some =
                new MappingConfig(
                        new TableRule.Take(TablePattern.parse("shop.orders")), null, null, rules);
        TableName orders = new TableName("shop", "orders");
        assertThat(TableViews.of(List.of(some, all)).find(orders)).hasValue(some);
        assertThat(TableViews.of(List.of(all, some)).find(orders)).isEmpty();
        assertThat(TableViews.of(List.of(some, all)).find(new TableName("shop", "x"))).isEmpty();
        assertThat(TableViews.of(List.of(all)).isNone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1a.B", "a..b", "a b", "../x", "a.b;"})
    void a_processor_is_the_name_of_a_class(String name) {
        assertThatThrownBy(() -> new RowRules(Optional.empty(), null, Optional.of(name)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
