package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.proxy.StatementProxy;
import dev.otter.testkit.proxy.StatementProxy.Point;
import dev.otter.testkit.proxy.StatementProxy.Trap;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process is killed, and its connections to the target are cut, at each named point of a target
 * transaction. A commit whose answer is lost must not be applied again, one that was never sent
 * must.
 *
 * <p>{@code otter.crash.points.rounds} (1) says how often each kill, ten times as many cuts.
 */
class CrashPointsIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashPointsIT.class);
    private static final String OPENING = "UPDATE `retl`.`retl_checkpoint` SET `epoch`=IF(";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SPRUNG = Duration.ofSeconds(60);
    private static final int CUTS_PER_KILL = 10;

    @TempDir private Path folder;

    @Test
    void each_point_of_a_target_transaction_survives_kills_and_cuts() throws Exception {
        int rounds = Integer.getInteger("otter.crash.points.rounds", 1);
        RunConfig paced =
                RunConfig.of("points", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(300));
        try (MysqlServer source = MysqlServer.start(ServerSpec.mysql80().withServerId(23));
                MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(24));
                StatementProxy proxy = StatementProxy.to(target.port(), OPENING)) {
            Sides sides = Sides.prepare(source, target, 78);
            SyncProcess sync = new SyncProcess(folder, source.port(), proxy.port());
            sync.catchUp(PATIENCE);
            sides.seed();
            try (WorkloadRun load = sides.start(paced)) {
                for (int round = 0; round < rounds; round++) {
                    for (Point point : Point.values()) {
                        kill(sync, proxy, point);
                    }
                    cuts(sync, proxy);
                }
                load.stop();
                load.await(PATIENCE);
            }
            sync.catchUp(PATIENCE);

            Audit audit = sides.requireEqualAndClean();
            int points = Point.values().length;
            LOG.warn(
                    "kills={}, cuts={}, {}",
                    rounds * points,
                    rounds * points * CUTS_PER_KILL,
                    audit.figures());
        }
    }

    private static void kill(SyncProcess sync, StatementProxy proxy, Point point) throws Exception {
        Process process = sync.start();
        Trap trap = proxy.arm(point, () -> process.destroyForcibly());
        boolean sprung = trap.await(SPRUNG);
        process.destroyForcibly().waitFor();
        assertThat(sprung).as("reached %s: %s", point, sync.log()).isTrue();
    }

    private static void cuts(SyncProcess sync, StatementProxy proxy) throws Exception {
        Process process = sync.start();
        try {
            for (int cut = 0; cut < CUTS_PER_KILL; cut++) {
                for (Point point : Point.values()) {
                    Trap trap = proxy.arm(point, () -> {});
                    assertThat(trap.await(SPRUNG)).as("%s: %s", point, sync.log()).isTrue();
                }
            }
            assertThat(process.isAlive()).as("goes on by itself: %s", sync.log()).isTrue();
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
