package dev.otter.engine.kafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.KafkaServer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test kit's broker takes the level of a feature that a test asks for. */
class TransactionVersionIT {
    private static final String FEATURE = "transaction.version";
    private static final int NEWEST = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, NEWEST})
    void a_broker_has_the_level_that_was_asked_for(int level) throws Exception {
        Map<String, Integer> features = level == NEWEST ? Map.of() : Map.of(FEATURE, level);
        try (KafkaServer server = KafkaServer.start(port -> port, features);
                Admin admin = Admin.create(Map.of("bootstrap.servers", server.address()))) {
            Map<String, FinalizedVersionRange> found =
                    admin.describeFeatures()
                            .featureMetadata()
                            .get(30, TimeUnit.SECONDS)
                            .finalizedFeatures();

            assertThat(found.get(FEATURE).maxVersionLevel()).isEqualTo((short) level);
        }
    }
}
