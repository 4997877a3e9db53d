package dev.otter.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.Consistency;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.RowPolicy;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several targets of a table, as they may be configured. */
class PipelineConfigWaysTest {
    private static MappingConfig entry(String source, String target) {
        return MappingConfig.of(
                new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target)));
    }

    private static PipelineConfig pipeline(MappingConfig... entries) {
        return PipelineConfig.of("p", "a", "b", List.of(entries));
    }

    @Test
    void a_pattern_may_stand_more_than_once_with_different_targets() {
        PipelineConfig config =
                pipeline(entry("shop.t", "dw.a"), entry("shop.t", "dw.b"), entry("shop.*", "x.*"));
        assertThat(config.tables()).hasSize(3);
    }

    @Test
    void an_entry_that_is_never_used_or_says_the_same_is_refused() {
        assertThatThrownBy(() -> pipeline(entry("shop.t", "dw.a"), entry("shop.t", "dw.a")))
                .hasMessageContaining("never used");
        assertThatThrownBy(() -> pipeline(entry("shop.*", "dw.*"), entry("shop.t", "dw.b")))
                .hasMessageContaining("never used");
        assertThatThrownBy(() ->
                        pipeline(MappingConfig.parse("!shop.t"), entry("shop.t", "dw.b")))
                .hasMessageContaining("never used");
    }

    @Test
    void files_need_one_target() {
        FileRules files =
                new FileRules(
                        Optional.empty(),
                        List.of("path"),
                        Path.of("/data/a"),
                        Path.of("/data/b"),
                        null,
                        false,
                        4,
                        10,
                        0);
        assertThatThrownBy(() ->
                        pipeline(entry("shop.t", "dw.a"), entry("shop.t", "dw.b").with(files)))
                .hasMessageContaining("files need one target");
    }

    @Test
    void a_list_of_targets_and_the_expression_go_together() {
        TableRule spread =
                new TableRule.Spread(
                        TablePattern.parse("shop.t"),
                        List.of(new TableName("dw", "a"), new TableName("dw", "b")));
        assertThatThrownBy(() -> MappingConfig.of(spread)).hasMessageContaining("both");
        MappingConfig routed =
                new MappingConfig(
                        spread,
                        null,
                        null,
                        null,
                        Optional.empty(),
                        Optional.of(new TargetChoice("row.region", null)));
        assertThat(routed.whole()).isFalse();
        assertThatThrownBy(() -> pipeline(routed, routed)).hasMessageContaining("never used");
    }

    @Test
    void values_of_the_database_are_otter_4_s_media() {
        assertThat(RowPolicy.defaults().consistency()).isEqualTo(Consistency.BASE);
        assertThat(new RowPolicy(null, RowPolicy.Values.DATABASE, null).consistency())
                .isEqualTo(Consistency.MEDIA);
        assertThat(
                        new RowPolicy(null, RowPolicy.Values.DATABASE, RowPolicy.Vanished.DROP)
                                .consistency())
                .isEqualTo(Consistency.MEDIA_OR_NOTHING);
    }
}
