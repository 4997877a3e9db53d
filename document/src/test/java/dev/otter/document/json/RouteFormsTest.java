package dev.otter.document.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.RowPolicy;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TargetChoice.Otherwise;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import org.junit.jupiter.api.Test;

/** Routes of tables, and the word of Otter 4 for where values come from. */
class RouteFormsTest {
    private final ConfigJson json = new ConfigJson();

    @Test
    void a_route_is_read_and_written() {
        String text =
                """
                {"source":"shop.t","where":"row.v > 1",
                "route":{"by":"'u_' + row.region","among":["dw.u_eu","dw.`u.us`"],
                "otherwise":"skip"}}\
                """
                        .replace("\n", "");
        MappingConfig mapping = json.read(text, MappingConfig.class);
        assertThat(mapping.rule().targets(new TableName("shop", "t")))
                .containsExactly(new TableName("dw", "u_eu"), new TableName("dw", "u.us"));
        assertThat(mapping.choice().orElseThrow().otherwise()).isEqualTo(Otherwise.SKIP);
        assertThat(json.write(mapping)).isEqualTo(text);
    }

    @Test
    void a_route_that_cannot_be_is_refused() {
        refused("{\"source\":\"s.t\",\"target\":\"d.t\",\"route\":{\"by\":\"'x'\",\"among\":"
                + "[\"d.a\",\"d.b\"]}}", "'target' does not go together");
        refused("{\"source\":\"s.t\",\"route\":{\"by\":\"'x'\"}}", "'among' is missing");
        refused("{\"source\":\"s.t\",\"route\":{\"by\":\"'x'\",\"among\":[\"d.*\",\"d.b\"]}}",
                "no full name");
        refused("{\"source\":\"s.t\",\"route\":{\"by\":\"'x'\",\"among\":[\"d.a\",\"d.b\"],"
                + "\"otherwise\":\"hold\"}}", "refuse, skip");
    }

    private void refused(String text, String why) {
        assertThatThrownBy(() -> json.read(text, MappingConfig.class))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining(why);
    }

    @Test
    void consistency_is_where_values_come_from() {
        String pipeline = "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\",\"tables\":[\"s.t\"]%s}";
        assertThat(read(pipeline.formatted(",\"consistency\":\"MEDIA\"")))
                .isEqualTo(RowPolicy.Values.DATABASE);
        assertThat(read(pipeline.formatted(",\"consistency\":\"base\",\"rows\":{\"mode\":\"row\"}")))
                .isEqualTo(RowPolicy.Values.LOG);
        assertThat(read(pipeline.formatted(""))).isEqualTo(RowPolicy.Values.LOG);
        assertThatThrownBy(() -> read(pipeline.formatted(",\"consistency\":\"STORE\"")))
                .hasMessageContaining("BASE, MEDIA");
        assertThatThrownBy(() ->
                        read(
                                pipeline.formatted(
                                        ",\"consistency\":\"MEDIA\",\"rows\":{\"values\":\"log\"}")))
                .hasMessageContaining("says the same");
    }

    private RowPolicy.Values read(String text) {
        return json.read(text, PipelineConfig.class).rows().values();
    }
}
