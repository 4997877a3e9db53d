package dev.otter.document.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigJsonTest {
    /** The pipeline of docs/reference/sync-yaml.md, written as JSON. */
    private static final String SYNC_YAML =
            """
            {"name": "shop", "pipelines": [
              {"name": "a-to-b", "from": "a", "to": "b", "start": "now",
               "tables": ["!shop.tmp_*", "shop.*",
                          {"source": "logs.event_[00-15]", "target": "dw.events"}],
               "parallelism": "auto", "apply": "strict", "on-error": "stop"}]}
            """;

    private final ConfigJson json = new ConfigJson();

    @Test
    void a_channel_is_written_as_in_sync_yaml() {
        ChannelConfig channel = json.read(SYNC_YAML, ChannelConfig.class);

        String written = json.write(channel);

        assertThat(written)
                .contains("\"on-error\":\"stop\"")
                .contains("\"start\":\"now\"")
                .contains("\"parallelism\":\"auto\"")
                .contains("\"!shop.tmp_*\",\"shop.*\"")
                .contains("{\"source\":\"logs.event_[00-15]\",\"target\":\"dw.events\"}");
        assertThat(json.write(json.read(written, ChannelConfig.class))).isEqualTo(written);
    }

    @Test
    void every_key_survives_the_way_there_and_back() {
        String full =
                """
                {"name":"p","description":"d","from":"a","to":"b","canal":"c","tables":[
                {"source":"s.t","columns":{"include":["id",{"source":"x","target":"y"}]},
                "groups":[["id","x"]]},{"source":"s.u","columns":{"exclude":["z"]}},
                {"source":"s.v","columns":{"exclude":["z"],"rename":{"a":"b"}},"where":"row.a > 1",
                "set":{"y":"'sh'","x":"row.a"},"processor":"com.acme.P"},
                {"source":"s.w","files":{"columns":["path"],"from":"/a","to":"/b"}},
                {"source":"s.x","target":"t.x","files":{"resolver":"com.acme.F","from":"/a/x",
                "to":"/b/x","missing":"skip","delete":true,"parallel":8,"wait":60,"rate":20}}],
                "parallelism":8,"apply":"repair","on-error":"hold-table",
                "rows":{"mode":"row","values":"database","vanished":"drop"},
                "ddl":{"otherwise":"apply-or-skip","drop":"ask","truncate":"ignore",
                "missing-columns":"ignore-null"},
                "two-way":{"home":true,"remedy":"loopback","remedy-seconds":30,"mark":"eu"},
                "nodes":{"select":["n1"],"load":["n2","n1"],"external-address":true},
                "resync":false,"dry-run":true,"snapshot":"initial",
                "copy-limits":{"rows-per-second":1000,"source-threads":20},
                "verify":{"continuous":"sampled","percent":5,"rows-per-second":50,
                "memory-mib":8,"repair":true,"schedule":{"at":"03:00","every-days":7,
                "rows-per-second":1000,"repair":true}}}\
                """
                        .replace("\n", "");

        assertThat(json.write(json.read(full, PipelineConfig.class))).isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ddl\":\"ask\"",
                "\"ddl\":{\"otherwise\":\"stop\",\"drop\":\"ask\"}",
                "\"ddl\":{\"otherwise\":\"ignore\",\"missing-columns\":\"ignore-null\"}"
            })
    void rules_for_statements_keep_their_form(String ddl) {
        String text = "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\"," + ddl + "}";

        assertThat(json.write(json.read(text, PipelineConfig.class))).contains(ddl);
    }

    static Stream<Arguments> wrongRules() {
        return Stream.of(
                arguments("\"ddl\":\"maybe\"", "'ddl' is \"maybe\"; allowed are apply, "),
                arguments("\"ddl\":{\"drop\":\"skip\"}", "'drop' is \"skip\"; allowed are"),
                arguments("\"ddl\":{\"dorp\":\"ask\"}", "unknown key 'dorp' in ddl"),
                arguments("\"copy-limits\":{\"rows\":1}", "unknown key 'rows' in copy-limits"),
                arguments("\"copy-limits\":{\"rows-per-second\":\"x\"}", "give a whole number"),
                arguments("\"copy-limits\":{\"source-threads\":0}", "must be 1 or more"));
    }

    @ParameterizedTest
    @MethodSource("wrongRules")
    void other_rules_and_limits_are_refused(String part, String sentence) {
        String text = "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\"," + part + "}";

        assertThatThrownBy(() -> json.read(text, PipelineConfig.class))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void what_is_left_out_of_limits_is_as_usual() {
        String text =
                "{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\",\"copy-limits\":{\"rows-per-second\":7}}";

        assertThat(json.write(json.read(text, PipelineConfig.class)))
                .contains("\"copy-limits\":{\"rows-per-second\":7,\"source-threads\":60}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"now\"",
                "\"earliest\"",
                "{\"file\":\"mysql-bin.000003\",\"position\":4}",
                "{\"gtid\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77\"}",
                "{\"gtid\":\"0-1-270\"}",
                "{\"timestamp\":\"2026-11-22T10:00:00Z\"}"
            })
    void start_points_keep_their_form(String start) {
        String text = "{\"name\":\"c\",\"endpoint\":\"a\",\"start\":" + start + "}";

        assertThat(json.write(json.read(text, CanalConfig.class))).contains("\"start\":" + start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "{\"file\":\"x.000001\",\"position\":3}",
                "{\"gtid\":\"nonsense\"}",
                "{\"file\":\"x.000001\"}",
                "7"
            })
    void other_start_points_are_refused(String start) {
        String text = "{\"name\":\"c\",\"endpoint\":\"a\",\"start\":" + start + "}";

        assertThatThrownBy(() -> json.read(text, CanalConfig.class))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("is not a start point")
                .hasMessageContaining("[start]");
    }

    @Test
    void an_unknown_key_is_answered_with_the_nearest() {
        String wrong = SYNC_YAML.replace("on-error", "on-eror");

        assertThatThrownBy(() -> json.read(wrong, ChannelConfig.class))
                .hasMessageContaining("OTR-4201 unknown key 'on-eror' [pipelines[0].on-eror]")
                .hasMessageContaining("Did you mean 'on-error'?");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "strict",
                        "lenient",
                        "'lenient' is none of the allowed words: strict, repair"),
                arguments("\"auto\"", "\"lots\"", "parallelism is 'lots', must be auto or 1 to 64"),
                arguments("\"auto\"", "65", "must be auto or 1 to 64"),
                arguments("\"shop.*\"", "\"shop\"", "pattern 'shop' is not of the form"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_wrong_value_is_answered_with_its_place(String right, String wrong, String sentence) {
        String text = SYNC_YAML.replace(right, wrong);

        assertThatThrownBy(() -> json.read(text, ChannelConfig.class))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("pipelines[0]");
    }

    @Test
    void keys_given_twice_and_trailing_text_are_refused() {
        assertThatThrownBy(() -> json.read("{\"name\":\"a\",\"name\":\"b\"}", ChannelConfig.class))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e ->
                                assertThat(e.code())
                                        .isIn(
                                                ErrorCode.REQUEST_UNREADABLE,
                                                ErrorCode.VALUE_NOT_ALLOWED));
        assertThatThrownBy(() -> json.parse("{} {}")).isInstanceOf(OtterException.class);
        assertThatThrownBy(() -> json.parse("{")).isInstanceOf(OtterException.class);
    }
}
