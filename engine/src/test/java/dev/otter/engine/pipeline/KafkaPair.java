package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.KafkaServer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A source that is MySQL and a target that is Kafka, each test with a database of its own. */
final class KafkaPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration READING = Duration.ofSeconds(60);

    final MysqlServer source;
    final KafkaServer target;

    KafkaPair(ServerSpec spec, String... settings) {
        this(spec, port -> port, settings);
    }

    KafkaPair(ServerSpec spec, IntUnaryOperator outside, String... settings) {
        this(spec, outside, Map.of(), settings);
    }

    KafkaPair(
            ServerSpec spec,
            IntUnaryOperator outside,
            Map<String, Integer> features,
            String... settings) {
        source = MysqlServer.start(spec.withServerId(1));
        target = KafkaServer.start(outside, features, settings);
    }

    /** A record; key and value are null where it has none. */
    record Sent(String topic, int partition, long offset, String key, String value) {
        Map<String, Object> json() {
            return JsonValues.object(value);
        }

        Object field(String image, String column) {
            Object row = json().get(image);
            assertThat(row).as("%s of %s", image, value).isInstanceOf(Map.class);
            return ((Map<?, ?>) row).get(column);
        }
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }

    void onSource(String... statements) throws SQLException {
        source.execute(statements);
    }

    PipelineRun run(String name, PipelineOptions options) {
        return run(name, options, PipelineSizes.usual(), settings(target.port()));
    }

    static KafkaSettings settings(int port) {
        return new KafkaSettings(List.of(new Failover.Server("127.0.0.1", port)));
    }

    PipelineRun run(
            String name, PipelineOptions options, PipelineSizes sizes, KafkaSettings settings) {
        return PipelineRunner.start(
                "test",
                pipeline(name, options, endpoint(settings, "", "")),
                sizes,
                InstantSource.system());
    }

    /** As an account of the broker. */
    PipelineRun runAs(String user, String password, String name, KafkaSettings settings) {
        return PipelineRunner.start(
                "test",
                pipeline(name, PipelineOptions.defaults(), endpoint(settings, user, password)),
                InstantSource.system());
    }

    static Endpoint endpoint(KafkaSettings settings, String user, String password) {
        Failover.Server first = settings.servers().getFirst();
        return new Endpoint(
                        "k",
                        Endpoint.Type.KAFKA,
                        first.host(),
                        first.port(),
                        user,
                        password,
                        TlsMode.DISABLED)
                .withKafka(settings);
    }

    private Pipeline pipeline(String name, PipelineOptions options, Endpoint to) {
        return new Pipeline(name, mysql(), to, new StartPoint.Now(), route(name), options);
    }

    private static TableRoute route(String name) {
        return table -> table.database().equals(name) ? Optional.of(table) : Optional.empty();
    }

    private Endpoint mysql() {
        return new Endpoint(
                "a", Endpoint.Type.MYSQL, "127.0.0.1", source.port(), "root", "", TlsMode.DISABLED);
    }

    /** Waits until all that the source holds now is durable. */
    static void reached(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    static void failed(PipelineRun run, ErrorCode code) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(run.status().state())
                                .as("%s", run.status())
                                .isEqualTo(PipelineState.FAILED));
        assertThat(run.status().failure().orElseThrow().code())
                .as("%s", run.status())
                .isEqualTo(code);
    }

    /** What a reader of committed records finds in a topic now, each partition in its order. */
    List<Sent> committed(String topic) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        target.address(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest");
        List<Sent> found = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(part -> new TopicPartition(topic, part.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + READING.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                assertThat(System.nanoTime()).as("reading " + topic).isLessThan(deadline);
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    found.add(
                            new Sent(
                                    topic,
                                    record.partition(),
                                    record.offset(),
                                    text(record.key()),
                                    text(record.value())));
                }
            }
        }
        return found;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The rows of the source's answer, columns in their order. */
    List<List<String>> rows(String query) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<List<String>> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                found.add(row);
            }
            return found;
        }
    }
}
