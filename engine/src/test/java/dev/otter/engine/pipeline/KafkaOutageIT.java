package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.KafkaPair.failed;
import static dev.otter.engine.pipeline.KafkaPair.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections break, brokers stop and are killed, runs are overtaken; every change is there once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaOutageIT {
    private static final int CUTS = Integer.getInteger("otter.kafka.cuts", 12);
    private static final int ROUNDS = Integer.getInteger("otter.kafka.rounds", 6);
    private static final int KILLS = Integer.getInteger("otter.kafka.kills", 3);
    private static final int BETWEEN = 60;
    private static final PipelineOptions OPTIONS =
            new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.STOP);

    @TempDir private Path folder;

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

    private PipelineRun run(String name) {
        return pair.run(
                name, OPTIONS, PipelineSizes.usual(), KafkaPair.settings(between.get().port()));
    }

    /** Waits until so many further transactions were committed on the source. */
    private static void written(VersionedRows rows, int more) {
        int goal = rows.transactions() + more;
        await().atMost(Duration.ofMinutes(1)).until(() -> rows.transactions() >= goal);
    }

    @Test
    void connections_cut_again_and_again_lose_and_double_nothing() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "cut");
        try (PipelineRun run = run("cut")) {
            try (rows) {
                rows.start();
                for (int cut = 0; cut < CUTS; cut++) {
                    written(rows, BETWEEN);
                    between.get().cut();
                }
            }
            reached(run);
        }
        rows.requireReplayed();
    }

    /** The answer to COMMIT is on its way, held back, when the connection breaks. */
    @Test
    void a_commit_whose_answer_is_lost_is_neither_repeated_nor_forgotten() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "lost");
        try (PipelineRun run = run("lost")) {
            try (rows) {
                rows.start();
                for (int round = 0; round < 6; round++) {
                    between.get().delay(Duration.ofMillis(60));
                    written(rows, BETWEEN);
                    between.get().cut();
                    between.get().delay(Duration.ZERO);
                    written(rows, BETWEEN);
                }
            }
            reached(run);
        }
        rows.requireReplayed();
    }

    @Test
    void a_broker_that_stops_or_is_killed_is_waited_for_with_a_reason() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "broker");
        try (PipelineRun run = run("broker")) {
            try (rows) {
                rows.start();
                written(rows, BETWEEN);
                pair.target.kill();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> run.status().state() == PipelineState.WAITING);
                assertThat(run.status().reason()).contains("target");
                pair.target.restart();
                written(rows, BETWEEN);
                pair.target.stop();
                written(rows, BETWEEN);
                pair.target.restart();
                written(rows, BETWEEN);
            }
            reached(run);
        }
        rows.requireReplayed();
    }

    /** The process is killed, not stopped, while groups are on their way. */
    @Test
    void a_process_killed_again_and_again_leaves_whole_transactions() throws Exception {
        VersionedRows rows = new VersionedRows(pair, "killed");
        run("killed").close();
        Random random = new Random(24);
        try (rows) {
            rows.start();
            for (int kill = 0; kill < KILLS; kill++) {
                int goal = pair.committed("killed.t").size() + 1 + random.nextInt(400);
                Process process =
                        KafkaRunMain.start(
                                "killed",
                                pair.source.port(),
                                pair.target.port(),
                                folder.resolve("run.log"));
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> pair.committed("killed.t").size() >= goal);
                assertThat(process.isAlive()).isTrue();
                process.destroyForcibly().waitFor();
                rows.requireWhole();
            }
        }
        try (PipelineRun run = run("killed")) {
            reached(run);
        }
        rows.requireReplayed();
    }

    /** Runs that end in the middle, by being stopped or overtaken, with everything else besides. */
    @Test
    void runs_that_end_anywhere_leave_whole_transactions_and_go_on_behind_them() throws Exception {
        Random random = new Random(20261126);
        VersionedRows rows = new VersionedRows(pair, "mixed");
        PipelineRun run = run("mixed");
        try (rows) {
            rows.start();
            for (int round = 0; round < ROUNDS; round++) {
                written(rows, BETWEEN);
                switch (random.nextInt(4)) {
                    case 0 -> between.get().cut();
                    case 1 -> {
                        pair.target.kill();
                        pair.target.restart();
                    }
                    case 2 -> {
                        run.close();
                        rows.requireWhole();
                        run = run("mixed");
                    }
                    default -> {
                        PipelineRun next = run("mixed");
                        failed(run, ErrorCode.FENCED);
                        run.close();
                        run = next;
                    }
                }
            }
        }
        reached(run);
        run.close();
        rows.requireReplayed();
    }
}
