package dev.otter.engine.kafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.server.KafkaServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What brokers are asked for when an id is taken over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HangingTransactionsIT {
    private static final String CHECKPOINT = "otter.checkpoint.a";
    private static final String ID = "otter.a.0";

    private KafkaServer server;
    private KafkaClients clients;

    @BeforeAll
    void start() {
        server = KafkaServer.start();
        KafkaSettings settings =
                new KafkaSettings(List.of(new Failover.Server("127.0.0.1", server.port())));
        clients =
                new KafkaClients(
                        new Endpoint(
                                        "k",
                                        Endpoint.Type.KAFKA,
                                        "127.0.0.1",
                                        server.port(),
                                        "",
                                        "",
                                        TlsMode.DISABLED)
                                .withKafka(settings));
        Topics topics = new Topics(clients);
        topics.ensure(CHECKPOINT, Optional.of(1), Map.of());
        topics.ensureAll(List.of("shop.ours", "shop.foreign", "other.foreign"));
        try (Producer<byte[], byte[]> producer = clients.producer(ID)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String topic : List.of(CHECKPOINT, "shop.ours")) {
                var _ = producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}));
            }
            producer.commitTransaction();
        }
    }

    @AfterAll
    void close() {
        server.close();
    }

    /** A client that notes for which topics it was asked what producers do there. */
    private Admin noting(Set<String> topics) {
        Admin real = clients.admin();
        return (Admin)
                Proxy.newProxyInstance(
                        Admin.class.getClassLoader(),
                        new Class<?>[] {Admin.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("describeProducers")) {
                                ((Collection<?>) arguments[0])
                                        .forEach(one -> topics.add(((TopicPartition) one).topic()));
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private int end(List<String> ids, List<String> topics, Set<String> asked) {
        return new HangingTransactions(clients, () -> noting(asked)).end(ids, CHECKPOINT, topics);
    }

    @Test
    void only_the_topics_that_may_have_been_written_are_looked_at() {
        Set<String> asked = new TreeSet<>();

        int found = end(List.of(ID), List.of("shop.ours", "shop.gone"), asked);

        assertThat(found).isZero();
        assertThat(asked).containsExactly(CHECKPOINT, "shop.ours");
    }

    @Test
    void nothing_is_looked_at_for_an_id_that_was_never_used() {
        Set<String> asked = new TreeSet<>();

        int found = end(List.of("otter.a.7"), List.of("shop.ours"), asked);

        assertThat(found).isZero();
        assertThat(asked).isEmpty();
    }
}
