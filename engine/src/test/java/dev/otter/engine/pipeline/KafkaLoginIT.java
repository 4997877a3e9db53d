package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.KafkaPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.ServerSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A broker that asks for a login. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaLoginIT {
    private static final String PASSWORD = "ge\\h'ei\"m";

    private final AtomicInteger port = new AtomicInteger();
    private KafkaPair pair;

    @BeforeAll
    void start() {
        pair =
                new KafkaPair(
                        ServerSpec.mysql80(),
                        outside -> {
                            port.set(outside);
                            return outside;
                        },
                        "listener.security.protocol.map=INSIDE:PLAINTEXT,OUTSIDE:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms=PLAIN",
                        // A file of properties wants backslashes twice, and JAAS once more.
                        "listener.name.outside.plain.sasl.jaas.config="
                                + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " user_otter=\"ge\\\\\\\\h'ei\\\\\"m\";");
    }

    @AfterAll
    void close() {
        pair.close();
    }

    private KafkaSettings settings() {
        return new KafkaSettings(
                List.of(new Failover.Server("127.0.0.1", port.get())),
                KafkaSettings.TOPIC,
                false,
                false,
                Map.of("sasl.mechanism", "PLAIN"));
    }

    @Test
    void the_right_password_lets_in_and_a_wrong_one_is_told_without_being_shown() throws Exception {
        pair.onSource("CREATE DATABASE login", "CREATE TABLE login.t (id INT PRIMARY KEY)");
        try (PipelineRun run = pair.runAs("otter", PASSWORD, "login", settings())) {
            pair.onSource("INSERT INTO login.t VALUES (1)");
            reached(run);
        }
        assertThat(pair.committed("login.t")).hasSize(1);
        assertThatThrownBy(() -> pair.runAs("otter", "wr0ng", "login", settings()).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED))
                .hasMessageNotContaining("wr0ng");
    }
}
