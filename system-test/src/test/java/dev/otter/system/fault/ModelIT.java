package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineSizes;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.proxy.StatementProxy;
import dev.otter.testkit.proxy.StatementProxy.Point;
import dev.otter.testkit.proxy.StatementProxy.Trap;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load stage with everything drawn at random: tables, keys, transactions, the number of
 * appliers, the sizes of windows, groups and giants, the number of slots, and where it crashes. A
 * pipeline has several lives, each with sizes of its own. A life ends at a named point of a target
 * transaction: from then on nothing of it reaches the target, until the next life has begun. What
 * is left of it then is let through, and must do no harm.
 *
 * <p>While all this goes on a reader of the target sees nothing but whole transactions. At the end
 * both sides are equal, and the target's log shows each source transaction once and whole.
 *
 * <p>{@code otter.model.seeds} (3) says how many, {@code otter.model.seed} (1) which is the first,
 * {@code otter.model.lives} (5) how many lives each has.
 */
class ModelIT {
    private static final Logger LOG = LoggerFactory.getLogger(ModelIT.class);
    private static final String OPENING = "UPDATE `retl`.`retl_checkpoint` SET `epoch`=IF(";
    private static final List<Point> POINTS = List.of(Point.values());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final RunConfig PACED =
            RunConfig.of("model", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(300));

    static LongStream seeds() {
        long first = Long.getLong("otter.model.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("otter.model.seeds", 3));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_the_sizes_and_crashes_each_transaction_arrives_once_and_whole(long seed)
            throws Exception {
        // Neighbouring seeds of Random itself begin alike.
        Random random = new Random(new SplittableRandom(seed).nextLong());
        ServerSpec spec = ServerSpec.mysql80().withGtid(random.nextBoolean());
        try (MysqlServer source = MysqlServer.start(spec.withServerId(51));
                MysqlServer target = MysqlServer.start(spec.withServerId(52));
                Connection reader = target.connect()) {
            Sides sides = Sides.prepare(source, target, 1000 + seed);
            String story =
                    live(random, sides, new Lives(source.port(), target.port(), random), reader);

            Audit audit = sides.requireEqualAndClean();
            LOG.warn("seed {}: {}, {}", seed, audit.figures(), story);
        }
    }

    /** All lives of a pipeline from the first row to the last; gives what happened. */
    private static String live(Random random, Sides sides, Lives all, Connection reader)
            throws Exception {
        try (Lives lives = all) {
            lives.begin();
            sides.seed();
            int crashes = Integer.getInteger("otter.model.lives", 5) - 1;
            try (WorkloadRun load = sides.start(PACED)) {
                for (int crash = 0; crash < crashes; crash++) {
                    lives.cuts(random.nextInt(3));
                    sides.requireWhole(reader);
                    lives.crash();
                    sides.requireWhole(reader);
                    lives.begin();
                }
                load.stop();
                load.await(PATIENCE);
            }
            while (!lives.reachesTheEnd(Duration.ofMillis(200))) {
                sides.requireWhole(reader);
            }
            return lives.toString();
        }
    }

    /** The lives of one pipeline, one after another. */
    private static final class Lives implements AutoCloseable {
        private final int sourcePort;
        private final int targetPort;
        private final Random random;
        private final int slots;
        private final long giantBytes;
        private final List<CompletableFuture<Void>> ends = new ArrayList<>();
        private final List<TcpProxy> ways = new ArrayList<>();
        private final List<StatementProxy> proxies = new ArrayList<>();
        private final List<String> story = new ArrayList<>();
        private final long deadline = System.nanoTime() + PATIENCE.toNanos();
        private PipelineRun run;
        private StatementProxy points;
        private TcpProxy way;

        Lives(int sourcePort, int targetPort, Random random) {
            this.sourcePort = sourcePort;
            this.targetPort = targetPort;
            this.random = random;
            this.slots = 2 + random.nextInt(random.nextBoolean() ? 6 : 100);
            this.giantBytes = between(20_000, 4 << 20);
        }

        /** Many orders of magnitude, each as likely as the others. */
        private int between(int least, int most) {
            double width = Math.log((double) most / least);
            return (int) Math.round(least * Math.exp(random.nextDouble() * width));
        }

        void begin() {
            points = StatementProxy.to(targetPort, OPENING);
            way = TcpProxy.to("127.0.0.1", points.port());
            proxies.add(points);
            ways.add(way);
            int appliers = 1 + random.nextInt(12);
            int groupMin = between(1, 200);
            GroupLimits limits =
                    new GroupLimits(
                            groupMin,
                            between(groupMin, 3000),
                            between(5, 20_000),
                            between(5, 50_000),
                            between(2_000, 16 << 20));
            PipelineSizes sizes =
                    new PipelineSizes(slots, giantBytes, between(50_000, 48 << 20), limits);
            story.add(appliers + " appliers, " + sizes);
            Pipeline pipeline =
                    new Pipeline(
                            "model",
                            endpoint("a", sourcePort),
                            endpoint("b", way.port()),
                            new StartPoint.Now(),
                            table ->
                                    table.database().equals(Sides.DATABASE)
                                            ? Optional.of(table)
                                            : Optional.empty(),
                            new PipelineOptions(appliers, ApplyMode.STRICT, ErrorPolicy.STOP));
            run = PipelineRunner.start("fault", pipeline, sizes, InstantSource.system());
            ways.forEach(former -> former.refuse(false));
        }

        private static Endpoint endpoint(String name, int port) {
            return new Endpoint(
                    name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
        }

        private Point somewhere() {
            return POINTS.get(random.nextInt(POINTS.size()));
        }

        /** Breaks single connections; the run goes on by itself. */
        void cuts(int count) throws InterruptedException {
            for (int cut = 0; cut < count; cut++) {
                progress();
                Point point = somewhere();
                story.add("cut " + point);
                Trap trap = points.arm(point, () -> {});
                assertThat(trap.await(PATIENCE)).as("%s: %s", this, run.status()).isTrue();
            }
        }

        /** Breaks everything at a point; what is left of the run is ended apart. */
        void crash() throws InterruptedException {
            progress();
            Point point = somewhere();
            story.add("crash " + point);
            TcpProxy dead = way;
            CountDownLatch crashed = new CountDownLatch(1);
            points.arm(
                    point,
                    () -> {
                        dead.refuse(true);
                        dead.cut();
                        crashed.countDown();
                    });
            boolean sprung = crashed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(sprung).as("%s: %s", this, run.status()).isTrue();
            PipelineRun dying = run;
            ends.add(CompletableFuture.runAsync(() -> end(dying)));
        }

        /** What depends on each other was known, so that nothing was refused in parallel. */
        private static void end(PipelineRun life) {
            life.close();
            assertThat(life.status().triedAlone()).as("dependencies that were missed").isZero();
        }

        private void progress() {
            long wanted = run.status().transactionsApplied() + 1 + random.nextInt(150);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> run.status().transactionsApplied() >= wanted || !going());
            assertThat(going()).as("%s: %s", this, run.status()).isTrue();
        }

        /** Whether all that the source holds is on the target; fails when it never will be. */
        boolean reachesTheEnd(Duration wait) throws InterruptedException {
            boolean reached = run.await(run.sourceEnd(), wait);
            assertThat(reached || (going() && System.nanoTime() < deadline))
                    .as("%s: %s", this, run.status())
                    .isTrue();
            return reached;
        }

        private boolean going() {
            return run.status().failure().isEmpty();
        }

        @Override
        public void close() {
            ways.forEach(former -> former.refuse(false));
            try {
                if (run != null) {
                    end(run);
                }
                ends.forEach(CompletableFuture::join);
            } finally {
                ways.forEach(TcpProxy::close);
                proxies.forEach(StatementProxy::close);
            }
        }

        @Override
        public String toString() {
            return String.join("; ", story);
        }
    }
}
