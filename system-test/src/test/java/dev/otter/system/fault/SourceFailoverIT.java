package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary is killed under random work, and the pipeline goes on by itself with the standby, on
 * which the work goes on. In the end target and standby are equal, and the target's own log shows
 * each transaction of the standby's log exactly once and whole, and none that the standby never
 * had.
 *
 * <p>Two ways to die: when the standby has everything and the pipeline may be behind; and with
 * transactions that were acknowledged to the writers but had reached neither the standby nor the
 * pipeline, which are lost everywhere. (One that the pipeline had applied and the standby never got
 * cannot be gone on from, see ADR 22: {@code StandbyIT} has that.)
 *
 * <p>{@code otter.failover.rounds} (0): with 0 there is one of each way, one with GTIDs and one by
 * position; with more each of the four comes so many times. {@code otter.failover.seed} (1). The
 * mutations {@code standby-*} make it red.
 */
class SourceFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFailoverIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int LOST_LEAST = 40;
    private static final RunConfig PACED =
            RunConfig.of("failover", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(300));

    static Stream<Arguments> deaths() {
        int rounds = Integer.getInteger("otter.failover.rounds", 0);
        long seed = Long.getLong("otter.failover.seed", 1);
        if (rounds == 0) {
            return Stream.of(Arguments.of(true, true, seed), Arguments.of(false, false, seed + 1));
        }
        Stream.Builder<Arguments> all = Stream.builder();
        for (int round = 0; round < rounds; round++) {
            for (int way = 0; way < 4; way++) {
                all.add(Arguments.of(way % 2 == 0, way / 2 == 0, seed++));
            }
        }
        return all.build();
    }

    @ParameterizedTest(name = "GTIDs {0}, transactions are lost {1}, seed {2}")
    @MethodSource("deaths")
    void goes_on_with_the_standby_and_nothing_is_there_twice(boolean gtids, boolean lost, long seed)
            throws Exception {
        Random random = new Random(seed);
        try (FailoverSides sides = new FailoverSides(gtids, seed);
                PipelineRun run = sides.run()) {
            sides.seed();
            WorkloadRun before = sides.start(PACED, 0);
            WorkloadRun behind = before;
            try {
                applied(run, 200 + random.nextInt(800));
                if (lost) {
                    dieWithTransactions(sides, before);
                } else {
                    before.stop();
                    before.await(PATIENCE);
                    sides.awaitReplicated();
                    sides.failOver();
                    behind = sides.start(PACED, 1);
                }
                FailoverSides.awaitStandbyInUse(run);
                applied(run, 300);
                behind.stop();
                behind.await(PATIENCE);
            } finally {
                before.close();
                behind.close();
            }
            boolean reached = run.await(run.sourceEnd(), PATIENCE);
            PipelineStatus status = run.status();
            assertThat(reached).as("%s", status).isTrue();
            assertThat(status.triedAlone()).as("dependencies that were missed").isZero();
            Audit audit = sides.requireEqualAndClean();
            LOG.warn("GTIDs {}, lost {}, seed {}: {}", gtids, lost, seed, audit.figures());
        }
    }

    /** What the writers were told to be committed last is nowhere else when the primary dies. */
    private static void dieWithTransactions(FailoverSides sides, WorkloadRun load)
            throws Exception {
        sides.cutOff();
        sides.awaitReplicated();
        sides.endReplication();
        long committed = load.stats().transactions();
        await().atMost(PATIENCE).until(() -> load.stats().transactions() > committed + LOST_LEAST);
        sides.failOver();
    }

    private static void applied(PipelineRun run, int transactions) {
        long wanted = run.status().transactionsApplied() + transactions;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        run.status().state() == PipelineState.FAILED
                                || run.status().transactionsApplied() >= wanted);
        assertThat(run.status().state()).as("%s", run.status()).isNotEqualTo(PipelineState.FAILED);
    }
}
