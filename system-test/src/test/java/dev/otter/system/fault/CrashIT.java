package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process is killed, not stopped, at random moments while random work goes on; strict mode.
 * Both sides are equal at the end, and the target's own log shows each source transaction exactly
 * once and whole.
 *
 * <p>{@code otter.crash.kills} (4) says how often, {@code otter.crash.seed} (42) when.
 */
class CrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration LIFE_MAX = Duration.ofSeconds(60);
    private static final int GROUPS_MAX = 25;

    /** A rate that the process keeps up with in the time between two kills. */
    private static final RunConfig PACED =
            RunConfig.of("crash", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(400));

    @TempDir private Path folder;

    @ParameterizedTest(name = "GTIDs {0}")
    @ValueSource(booleans = {true, false})
    void nothing_is_lost_doubled_or_torn_by_kills(boolean gtids) throws Exception {
        int kills = Integer.getInteger("otter.crash.kills", 4);
        Random random = new Random(Long.getLong("otter.crash.seed", 42));
        ServerSpec spec = ServerSpec.mysql80().withGtid(gtids);
        try (MysqlServer source = MysqlServer.start(spec.withServerId(21));
                MysqlServer target = MysqlServer.start(spec.withServerId(22))) {
            Sides sides = Sides.prepare(source, target, 77);
            SyncProcess sync = new SyncProcess(folder, source.port(), target.port());
            sync.catchUp(PATIENCE);
            sides.seed();
            try (WorkloadRun load = sides.start(PACED)) {
                for (int kill = 0; kill < kills; kill++) {
                    Process process = sync.start();
                    boolean ended = endsBeforeItsMoment(process, target, random);
                    process.destroyForcibly().waitFor();
                    assertThat(ended).as("ended by itself: %s", sync.log()).isFalse();
                }
                load.stop();
                load.await(PATIENCE);
            }
            sync.catchUp(PATIENCE);

            assertThat(sync.said("was taken when tried again alone"))
                    .as("dependencies that were missed: %s", sync.log())
                    .isFalse();
            Audit audit = sides.requireEqualAndClean();
            LOG.warn("GTIDs {}: kills={}, {}", gtids, kills, audit.figures());
        }
    }

    /** Waits for some groups to become durable, or sometimes only for some time. */
    private static boolean endsBeforeItsMoment(Process process, MysqlServer target, Random random)
            throws Exception {
        if (random.nextInt(5) == 0) {
            return process.waitFor(500 + random.nextInt(2500), TimeUnit.MILLISECONDS);
        }
        long deadline = System.nanoTime() + LIFE_MAX.toNanos();
        try (Connection connection = target.connect()) {
            long wanted = lastGroup(connection) + 1 + random.nextInt(GROUPS_MAX);
            while (lastGroup(connection) < wanted && System.nanoTime() < deadline) {
                if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        }
        return process.waitFor(random.nextInt(15), TimeUnit.MILLISECONDS);
    }

    private static long lastGroup(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT MAX(group_number) FROM retl.retl_checkpoint")) {
            row.next();
            return row.getLong(1);
        }
    }
}
