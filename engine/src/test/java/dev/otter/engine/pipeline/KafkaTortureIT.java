package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.KafkaPair.failed;
import static dev.otter.engine.pipeline.KafkaPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.compare.TablePair;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Hazard;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random work over tables of all types while the broker is killed and runs are overtaken; then the
 * topics are replayed into tables of the same shape, which must be those of the source.
 *
 * <p>{@code otter.kafka.torture} (4) says how often a broker is killed or a run overtaken, each
 * time behind 150 transactions. {@code otter.kafka.transactions} is the brokers' level of the
 * feature {@code transaction.version}; without it they take their newest.
 */
class KafkaTortureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ROUNDS = Integer.getInteger("otter.kafka.torture", 4);
    private static final Map<String, Integer> FEATURES =
            Optional.ofNullable(Integer.getInteger("otter.kafka.transactions"))
                    .map(level -> Map.of("transaction.version", level))
                    .orElse(Map.of());
    private static final PipelineOptions OPTIONS =
            new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.STOP);

    @Test
    void the_replayed_topics_are_the_tables_row_by_row() throws Exception {
        try (KafkaPair pair =
                new KafkaPair(
                        ServerSpec.mysql80(),
                        port -> port,
                        FEATURES,
                        "message.max.bytes=20000000",
                        "replica.fetch.max.bytes=20000000")) {
            Torture torture = tables(pair, "torture");
            tables(pair, "replayed");
            PipelineRun run = run(pair);
            try (Connection connection = pair.source.connect()) {
                torture.seed(connection);
            }
            RunConfig config =
                    RunConfig.of("kafka", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(150));
            try (WorkloadRun load =
                    WorkloadRun.start(
                            pair.source::connect,
                            config,
                            index -> torture.writer(index, 0, config.writers()))) {
                for (int round = 0; round < ROUNDS; round++) {
                    progress(run);
                    if (round % 2 == 0) {
                        pair.target.kill();
                        pair.target.restart();
                    } else {
                        PipelineRun next = run(pair);
                        failed(run, ErrorCode.FENCED);
                        run.close();
                        run = next;
                    }
                }
                progress(run);
                load.stop();
                load.await(PATIENCE);
            }
            reached(run);
            run.close();
            compare(pair, torture.tables());
        }
    }

    private static Torture tables(KafkaPair pair, String database) throws Exception {
        try (Connection connection = pair.source.connect()) {
            Torture torture =
                    new Torture(
                            TortureSpec.of(database, 77, ServerFeatures.of(connection))
                                    .without(Hazard.CASCADES));
            torture.createTables(connection);
            return torture;
        }
    }

    private static PipelineRun run(KafkaPair pair) {
        KafkaSettings settings =
                new KafkaSettings(
                        List.of(new Failover.Server("127.0.0.1", pair.target.port())),
                        KafkaSettings.TOPIC,
                        true,
                        false,
                        Map.of("max.request.size", "20000000"));
        return pair.run("torture", OPTIONS, PipelineSizes.usual(), settings);
    }

    private static void progress(PipelineRun run) {
        long goal = run.status().transactionsApplied() + 150;
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(run.status().transactionsApplied())
                                .as("%s", run.status())
                                .isGreaterThan(goal));
    }

    private static void compare(KafkaPair pair, List<String> tables) throws Exception {
        TopicReplay replay = new TopicReplay(pair, "torture", "replayed");
        for (String table : tables) {
            replay.fill(table);
        }
        TableComparer comparer =
                new TableComparer(
                        pair.source::connect,
                        pair.source::connect,
                        CompareOptions.strict()
                                .withSchema(false)
                                .withIgnoredColumns(replay.leftOut().toArray(String[]::new)));
        List<TablePair> pairs =
                tables.stream()
                        .map(table -> new TablePair("torture", table, "replayed", table))
                        .toList();
        Comparison comparison = comparer.compareTables(pairs);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        assertThat(replay.rows()).isPositive();
    }
}
