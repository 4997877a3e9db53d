package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.WorkloadStats;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random work over all pairs of types while connections to PostgreSQL are cut, its server is
 * stopped and crashes, and runs are broken off; each row is the same on both sides in the end, by
 * the comparer of {@code otter check}, and sums that every transaction keeps hold at all times.
 *
 * <p>{@code otter.torture.postgres.transactions} (2,000), {@code otter.torture.postgres.seed} (1).
 */
class TorturePostgresIT {
    private static final Logger LOG = LoggerFactory.getLogger(TorturePostgresIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final String SCHEMA = "torture";
    private static final long SHORT = 2_000;
    private static final long TRANSACTIONS =
            Long.getLong("otter.torture.postgres.transactions", SHORT);

    private PostgresPair pair;
    private int disturbances;

    /** The short form is strict; what repair does is told apart by the long one. */
    static Stream<ApplyMode> modes() {
        return TRANSACTIONS > SHORT ? Stream.of(ApplyMode.values()) : Stream.of(ApplyMode.STRICT);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void both_sides_are_equal_after_random_work_with_outages(ApplyMode mode) throws Exception {
        long seed =
                Long.getLong("otter.torture.postgres.seed", 1) + (mode == ApplyMode.STRICT ? 0 : 1);
        Random random = new Random(seed);
        try (PostgresPair servers = new PostgresPair(ServerSpec.mysql80());
                TcpProxy proxy = TcpProxy.to("127.0.0.1", servers.target.port())) {
            pair = servers;
            pair.create(SCHEMA);
            pair.onSource(PostgresWork.onSource(SCHEMA).toArray(String[]::new));
            pair.onTarget(PostgresWork.onTarget(SCHEMA).toArray(String[]::new));
            PipelineRun run = run(mode, proxy);
            WorkloadStats written;
            try {
                pair.onSource(PostgresWork.seed(SCHEMA).toArray(String[]::new));
                try (WorkloadRun load = load(seed)) {
                    while (load.running()) {
                        progress(run, load, 100 + random.nextInt(400));
                        run = disturbed(run, mode, proxy, random);
                        requireSums();
                    }
                    written = load.await(PATIENCE);
                }
                boolean reached = run.await(run.sourceEnd(), PATIENCE);
                assertThat(reached).as("%s", run.status()).isTrue();
            } finally {
                run.close();
            }
            requireSums();
            pair.requireEqual(SCHEMA);
            assertThat(disturbances).isPositive();
            LOG.warn("{}, {} outages, {}: equal", mode, disturbances, written);
        }
    }

    private WorkloadRun load(long seed) {
        return WorkloadRun.start(
                pair.source::connect,
                RunConfig.of("postgres", 3, RunLimit.transactions(TRANSACTIONS)),
                index -> new PostgresWork(SCHEMA, seed, index));
    }

    private PipelineRun run(ApplyMode mode, TcpProxy proxy) {
        return pair.run(
                SCHEMA,
                new PipelineOptions(4, mode, ErrorPolicy.STOP),
                PipelineSizes.usual(),
                proxy.port());
    }

    private static void progress(PipelineRun run, WorkloadRun load, int transactions) {
        long wanted = run.status().transactionsApplied() + transactions;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        !load.running()
                                || run.status().state() == PipelineState.FAILED
                                || run.status().transactionsApplied() >= wanted);
        assertThat(run.status().state()).as("%s", run.status()).isNotEqualTo(PipelineState.FAILED);
    }

    /** Gives the run that goes on. */
    private PipelineRun disturbed(PipelineRun run, ApplyMode mode, TcpProxy proxy, Random random) {
        disturbances++;
        switch (random.nextInt(6)) {
            case 0 -> {
                pair.target.stop();
                pair.target.restart();
            }
            case 1 -> {
                pair.target.crash();
                pair.target.restart();
            }
            case 2 -> {
                run.abandon();
                run.close();
                return run(mode, proxy);
            }
            case 3 -> {
                run.close();
                return run(mode, proxy);
            }
            default -> proxy.cut();
        }
        return run;
    }

    private void requireSums() throws Exception {
        assertThat(
                        pair.answer(
                                "SELECT sum(balance) FROM %s.parent HAVING count(*) >= 60"
                                        .formatted(SCHEMA)))
                .isSubsetOf("6000");
    }
}
