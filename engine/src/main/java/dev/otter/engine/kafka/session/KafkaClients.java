package dev.otter.engine.kafka.session;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes clients for one endpoint. Every wait of a client ends after 15 seconds, so that its reason
 * can be shown. Immutable; the clients are the caller's to close.
 */
public final class KafkaClients {
    private static final String PATIENCE_MS = "15000";
    private static final String REQUEST_MS = "8000";
    private static final String TRANSACTION_MS = "900000";
    private static final long BUFFER_BYTES = 8L << 20;
    private static final long REQUEST_BYTES = 1L << 20;

    private final Endpoint endpoint;
    private final KafkaSettings settings;

    /**
     * @param endpoint one of type Kafka
     */
    public KafkaClients(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.settings =
                endpoint.kafka()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "endpoint " + endpoint + " has no settings of Kafka"));
    }

    public KafkaSettings settings() {
        return settings;
    }

    /** Where it stands, for messages. */
    public String place() {
        return "target " + endpoint;
    }

    /**
     * A producer that holds nothing yet; {@code initTransactions} makes it the holder of the id.
     *
     * @throws OtterException CONFIGURATION_INVALID when settings contradict each other
     * @throws KafkaSessionException when it cannot be made just now
     */
    public Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> config = common(ProducerConfig.configDef());
        long request =
                Long.parseLong(
                        settings.properties()
                                .getOrDefault(
                                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                        Long.toString(REQUEST_BYTES)));
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(request));
        config.putIfAbsent(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Long.toString(Math.max(BUFFER_BYTES, 2 * request)));
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        return made(() ->
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A consumer without a group; fails as {@link #producer}. */
    public Consumer<byte[], byte[]> consumer(IsolationLevel isolation) {
        Map<String, Object> config = common(ConsumerConfig.configDef());
        config.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation.toString().toLowerCase(Locale.ROOT));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "otter");
        return made(() ->
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** A client that asks about topics and makes them; fails as {@link #producer}. */
    public Admin admin() {
        Map<String, Object> config = common(AdminClientConfig.configDef());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "otter");
        return made(() -> Admin.create(config));
    }

    private interface Making<T> {
        T make();
    }

    private <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (KafkaException e) {
            ConfigException wrong = configuration(e);
            if (wrong != null && !wrong.getMessage().contains("resolvable")) {
                throw new OtterException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "Kafka's client refuses its settings: " + wrong.getMessage(),
                        place(),
                        "Correct 'properties' of the endpoint.",
                        e);
            }
            throw KafkaSessionException.of(e);
        }
    }

    private static ConfigException configuration(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConfigException wrong) {
                return wrong;
            }
        }
        return null;
    }

    /** What all clients have, of the settings those that this one knows. */
    private Map<String, Object> common(ConfigDef known) {
        Map<String, Object> config = new HashMap<>();
        config.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                settings.servers().stream()
                        .map(Failover.Server::toString)
                        .collect(Collectors.joining(",")));
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
        security(config);
        settings.properties()
                .forEach((property, value) -> {
                    if (known.names().contains(property)) {
                        config.put(property, value);
                    }
                });
        return config;
    }

    private void security(Map<String, Object> config) {
        boolean encrypted = endpoint.tls() != TlsMode.DISABLED;
        boolean login = !endpoint.user().isEmpty();
        config.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (login ? "SASL_" : "") + (encrypted ? "SSL" : "PLAINTEXT"));
        if (endpoint.tls() == TlsMode.VERIFY_CA) {
            config.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "");
        }
        if (login) {
            String mechanism =
                    settings.properties().getOrDefault(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
            String module =
                    mechanism.equals("PLAIN")
                            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                            : "org.apache.kafka.common.security.scram.ScramLoginModule";
            config.put(SaslConfigs.SASL_MECHANISM, mechanism);
            config.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    module
                            + " required username="
                            + quoted(endpoint.user())
                            + " password="
                            + quoted(endpoint.password())
                            + ";");
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
