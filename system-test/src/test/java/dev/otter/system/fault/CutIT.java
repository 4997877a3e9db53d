package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to source and target are cut, stalled, delayed and refused at random while random
 * work goes on, and each server is restarted once. The pipeline goes on by itself every time; both
 * sides are equal at the end and the target's log is clean.
 *
 * <p>{@code otter.cut.cuts} (12) says how often, {@code otter.cut.seed} (7) how.
 */
class CutIT {
    private static final Logger LOG = LoggerFactory.getLogger(CutIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration PROGRESS = Duration.ofMinutes(3);
    private static final RunConfig PACED =
            RunConfig.of("cut", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(400));

    @ParameterizedTest(name = "GTIDs {0}")
    @ValueSource(booleans = {true, false})
    void goes_on_by_itself_after_cuts_stalls_and_restarts(boolean gtids) throws Exception {
        int cuts = Integer.getInteger("otter.cut.cuts", 12);
        Random random = new Random(Long.getLong("otter.cut.seed", 7));
        ServerSpec spec = ServerSpec.mysql80().withGtid(gtids);
        try (MysqlServer source = MysqlServer.start(spec.withServerId(31));
                MysqlServer target = MysqlServer.start(spec.withServerId(32));
                TcpProxy toSource = TcpProxy.to(source.host(), source.port());
                TcpProxy toTarget = TcpProxy.to(target.host(), target.port())) {
            Sides sides = Sides.prepare(source, target, 79);
            long retries;
            try (PipelineRun run = start(toSource, toTarget)) {
                sides.seed();
                try (WorkloadRun load = sides.start(PACED)) {
                    for (int cut = 0; cut < cuts; cut++) {
                        progress(run, 1 + random.nextInt(300));
                        if (cut == cuts / 3) {
                            target.restart();
                        } else if (cut == 2 * cuts / 3) {
                            source.restart();
                        }
                        disturb(random.nextInt(3) == 0 ? toSource : toTarget, run, random);
                    }
                    load.stop();
                    load.await(PATIENCE);
                }
                boolean reached = run.await(run.sourceEnd(), PATIENCE);
                assertThat(reached).as("%s", run.status()).isTrue();
                retries = run.status().retries();
            }

            Audit audit = sides.requireEqualAndClean();
            LOG.warn("GTIDs {}: cuts={}, retries={}, {}", gtids, cuts, retries, audit.figures());
        }
    }

    /** Every kind ends with the connections broken. */
    private static void disturb(TcpProxy way, PipelineRun run, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                way.pause();
                elapse(100 + random.nextInt(1500));
                way.cut();
                way.resume();
            }
            case 1 -> {
                way.refuse(true);
                way.cut();
                elapse(100 + random.nextInt(1500));
                way.refuse(false);
            }
            case 2 -> {
                way.delay(Duration.ofMillis(1 + random.nextInt(30)));
                progress(run, 1 + random.nextInt(50));
                way.cut();
                way.delay(Duration.ZERO);
            }
            default -> way.cut();
        }
    }

    private static void progress(PipelineRun run, int transactions) {
        long wanted = run.status().transactionsApplied() + transactions;
        await().atMost(PROGRESS)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() ->
                        assertThat(run.status().transactionsApplied())
                                .as("%s", run.status())
                                .isGreaterThanOrEqualTo(wanted));
    }

    private static void elapse(int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() >= end);
    }

    private static PipelineRun start(TcpProxy source, TcpProxy target) {
        Pipeline pipeline =
                new Pipeline(
                        "cut",
                        endpoint("a", source),
                        endpoint("b", target),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(Sides.DATABASE)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults());
        return PipelineRunner.start("fault", pipeline, InstantSource.system());
    }

    private static Endpoint endpoint(String name, TcpProxy proxy) {
        return new Endpoint(
                name,
                Endpoint.Type.MYSQL,
                proxy.host(),
                proxy.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }
}
