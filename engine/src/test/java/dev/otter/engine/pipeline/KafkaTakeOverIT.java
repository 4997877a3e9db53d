package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.KafkaPair.failed;
import static dev.otter.engine.pipeline.KafkaPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.kafka.bookkeeping.KafkaNames;
import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two processes that both think that a pipeline is theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaTakeOverIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final AtomicReference<TcpProxy> between = new AtomicReference<>();
    private KafkaPair pair;

    @BeforeAll
    void start() {
        pair =
                new KafkaPair(
                        ServerSpec.mysql80(),
                        port -> {
                            between.set(TcpProxy.to("127.0.0.1", port));
                            return between.get().port();
                        });
    }

    @AfterAll
    void close() {
        pair.close();
        between.get().close();
    }

    private PipelineRun run(String name, int appliers, int port) {
        return pair.run(
                name,
                new PipelineOptions(appliers, ApplyMode.STRICT, ErrorPolicy.STOP),
                PipelineSizes.usual(),
                KafkaPair.settings(port));
    }

    /** The old one hangs, is taken over by one with fewer appliers, and comes back. */
    @Test
    void a_process_that_comes_back_from_a_black_hole_never_writes_again() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "hole");
        try (PipelineRun old = run("hole", 6, between.get().port())) {
            try (rows) {
                rows.start();
                await().atMost(LIMIT).until(() -> rows.transactions() > 100);
                reached(old);
                between.get().pause();
                try (PipelineRun fresh = run("hole", 2, pair.target.port())) {
                    int behind = rows.transactions() + 50;
                    await().atMost(LIMIT).until(() -> rows.transactions() > behind);
                    reached(fresh);
                    between.get().resume();
                    failed(old, ErrorCode.FENCED);
                    rows.close();
                    reached(fresh);
                }
            }
        }
        rows.requireReplayed();
    }

    /** A dead process has left a transaction open, in front of the newest slots. */
    @Test
    void what_a_dead_process_has_begun_is_undone_and_hides_nothing() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "dead");
        try (rows;
                PipelineRun run = run("dead", 2, pair.target.port())) {
            rows.start();
            await().atMost(LIMIT).until(() -> rows.transactions() > 50);
            rows.close();
            reached(run);
        }
        Endpoint to = KafkaPair.endpoint(KafkaPair.settings(pair.target.port()), "", "");
        KafkaNames names = KafkaNames.of("test/dead");
        try (Producer<byte[], byte[]> dead = new KafkaClients(to).producer(names.producer(1))) {
            dead.initTransactions();
            dead.beginTransaction();
            var _ = dead.send(new ProducerRecord<>("dead.t", new byte[] {1}, new byte[] {2}));
            var _ =
                    dead.send(
                            new ProducerRecord<>(
                                    names.checkpoints(), new byte[] {1}, new byte[] {2}));
            dead.flush();
            try (PipelineRun run = run("dead", 2, pair.target.port())) {
                pair.onSource("INSERT INTO dead.t VALUES (-1,0,-1,'')");
                reached(run);
            }
            assertThat(pair.committed("dead.t"))
                    .filteredOn(record -> record.key().equals("{\"id\":-1}"))
                    .hasSize(1);
            assertThat(pair.committed("dead.t")).noneMatch(record -> record.key().equals("\u0001"));
        }
    }

    @Test
    void whoever_takes_over_last_is_the_one_that_writes() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "last");
        PipelineRun run = run("last", 3, pair.target.port());
        try (rows) {
            rows.start();
            for (int round = 0; round < 4; round++) {
                int goal = rows.transactions() + 40;
                await().atMost(LIMIT).until(() -> rows.transactions() > goal);
                PipelineRun next = run("last", 1 + round, pair.target.port());
                failed(run, ErrorCode.FENCED);
                run.close();
                run = next;
            }
        }
        reached(run);
        run.close();
        rows.requireReplayed();
    }
}
