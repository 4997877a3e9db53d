package dev.otter.model.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static final List<Failover.Server> SERVERS = List.of(new Failover.Server("k", 9092));

    private static KafkaSettings with(String topic, Map<String, String> properties) {
        return new KafkaSettings(SERVERS, topic, false, false, properties);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "{schema}", "a b.{table}", "{table}/{schema}", "{tabel}"})
    void a_pattern_that_cannot_be_topics_of_tables_is_refused(String topic) {
        assertThatThrownBy(() -> with(topic, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{table}");
    }

    @Test
    void properties_that_would_break_the_promises_are_refused() {
        for (String property :
                List.of("acks", "transactional.id", "interceptor.classes", "sasl.jaas.config")) {
            assertThatThrownBy(() -> with("{table}", Map.of(property, "x")))
                    .hasMessageContaining(property)
                    .hasMessageContaining("compression.type");
        }
        assertThatThrownBy(() -> with("{table}", Map.of("linger.ms", "soon")))
                .hasMessageContaining("0 to 60000")
                .hasMessageNotContaining("soon");
    }

    @Test
    void secrets_are_not_printed() {
        KafkaSettings settings = with("{table}", Map.of("ssl.key.password", "s3cret"));
        Endpoint endpoint =
                new Endpoint(
                                "k",
                                Endpoint.Type.KAFKA,
                                "k",
                                9092,
                                "otter",
                                "geheim",
                                TlsMode.DISABLED)
                        .withKafka(settings);
        assertThat(settings + " " + endpoint)
                .contains("ssl.key.password", "otter@k:9092")
                .doesNotContain("s3cret", "geheim");
    }
}
