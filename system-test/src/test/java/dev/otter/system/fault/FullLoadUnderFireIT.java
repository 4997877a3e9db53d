package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Eight big tables and those of the torture are copied into an empty target by a process with 256
 * MB while all of them are written and statements change them, and the process is killed again and
 * again. In the end both sides have the same tables and rows, by the kit's comparer and by {@code
 * otter check}, and no source transaction was claimed twice.
 *
 * <p>{@code otter.load.rows} (40,000) in the big tables, {@code otter.load.kills} (3), {@code
 * otter.load.ddl} (8, at most 22) statements, {@code otter.load.seed} (5). The long form has
 * 5000000, 20 and 22. The mutation {@code copy-high} makes the short form red; rules whose breach
 * shows only when a row goes within milliseconds ({@code copy-again}, {@code copy-low}) are told by
 * {@code SnapshotMergeTest}.
 */
class FullLoadUnderFireIT {
    private static final Logger LOG = LoggerFactory.getLogger(FullLoadUnderFireIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration LIFE_MAX = Duration.ofSeconds(60);
    private static final int GROUPS_MAX = 40;

    /** Seconds that a copy takes at least, so that a short one can be killed on its way. */
    private static final long COPY_SECONDS = 8;

    private static final RunConfig TORTURE =
            RunConfig.of("torture", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(100));
    private static final RunConfig BIG =
            RunConfig.of("big", 3, RunLimit.untilStopped()).withPace(Pace.perSecond(250));

    private final long rows = Long.getLong("otter.load.rows", 40_000);
    private final int kills = Integer.getInteger("otter.load.kills", 3);
    private final long seed = Long.getLong("otter.load.seed", 5);
    private final Random random = new Random(seed);

    @TempDir private Path folder;

    @Test
    void a_load_that_is_killed_again_and_again_ends_equal() throws Exception {
        ServerSpec spec =
                ServerSpec.mysql80()
                        .withOptions(
                                "--innodb-buffer-pool-size=512M", "--innodb-log-file-size=256M");
        try (MysqlServer source = MysqlServer.start(spec.withServerId(41));
                MysqlServer target = MysqlServer.start(spec.withServerId(42))) {
            BigTables tables = new BigTables(rows);
            Torture torture = prepare(source, target, tables);
            SyncProcess sync = new SyncProcess(folder, "load", yaml(source, target));
            SchemaChanges changes =
                    new SchemaChanges(source, Integer.getInteger("otter.load.ddl", 8));
            long begun = System.nanoTime();
            try (WorkloadRun one = torture.start(source::connect, TORTURE);
                    WorkloadRun two =
                            WorkloadRun.start(
                                    source::connect,
                                    BIG,
                                    index -> new BigWriter(tables, seed, index))) {
                for (int kill = 0; kill < kills; kill++) {
                    live(sync, target, changes, kill);
                }
                Process process = sync.start();
                changes.upTo(1, 1);
                boolean ended = endsBeforeItsMoment(process, target);
                sync.end(process);
                assertThat(ended).as("ended by itself: %s", sync.log()).isFalse();
                for (WorkloadRun run : List.of(one, two)) {
                    run.stop();
                    run.await(PATIENCE);
                }
            } finally {
                sync.killAll();
            }
            sync.catchUp(PATIENCE);
            requireEqual(source, target, sync);
            LOG.warn(
                    "{} rows, {} kills, {} statements: equal after {} s",
                    rows,
                    kills,
                    changes.done(),
                    (System.nanoTime() - begun) / 1_000_000_000);
        }
    }

    private Torture prepare(MysqlServer source, MysqlServer target, BigTables tables)
            throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            Torture torture =
                    new Torture(
                            TortureSpec.of(
                                    "torture",
                                    seed,
                                    ServerFeatures.of(from).and(ServerFeatures.of(to))));
            torture.createTables(from);
            torture.seed(from);
            tables.create(from);
            return torture;
        }
    }

    private String yaml(MysqlServer source, MysqlServer target) {
        return """
        endpoints:
          a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
          b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
        channels:
          - name: fire
            pipelines:
              - name: a-to-b
                from: a
                to: b
                tables: [torture.*, big.*]
                snapshot: initial
                ddl: apply
                copy-limits: {rows-per-second: %d}
        """
                .formatted(
                        source.port(),
                        target.port(),
                        rows > 1_000_000 ? 0 : Math.max(1_000, rows / COPY_SECONDS));
    }

    /** One life of the process; statements run before it begins, and while it works. */
    private void live(SyncProcess sync, MysqlServer target, SchemaChanges changes, int kill)
            throws Exception {
        changes.upTo(2 * kill, 2 * kills);
        Process process = sync.start();
        boolean ended = false;
        // Some lives are short, so that the process is killed while it begins, too.
        if (random.nextInt(4) > 0) {
            ended = endsBeforeItsMoment(process, target);
            changes.upTo(2 * kill + 1, 2 * kills);
        }
        ended = ended || endsBeforeItsMoment(process, target);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("ended by itself: %s", sync.log()).isFalse();
    }

    /** Waits for some rows or groups to become durable, or sometimes only for some time. */
    private boolean endsBeforeItsMoment(Process process, MysqlServer target) throws Exception {
        if (random.nextInt(6) == 0) {
            return process.waitFor(1_000 + random.nextInt(4_000), TimeUnit.MILLISECONDS);
        }
        long deadline = System.nanoTime() + LIFE_MAX.toNanos();
        try (Connection connection = target.connect()) {
            Progress first = progress(connection);
            long copied = first.copied() + 1 + random.nextLong(Math.max(2, rows / (kills + 1)));
            long groups = first.group() + 1 + random.nextInt(GROUPS_MAX);
            Progress now = first;
            while (System.nanoTime() < deadline
                    && (now.copying() ? now.copied() < copied : now.group() < groups)) {
                if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    return true;
                }
                now = progress(connection);
            }
        }
        return process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
    }

    /**
     * How far a load is.
     *
     * @param copying whether rows are still to be copied
     * @param copied rows, as far as they are durable
     * @param group the last one that is durable
     */
    private record Progress(boolean copying, long copied, long group) {}

    private static Progress progress(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet there =
                    statement.executeQuery(
                            "SELECT COUNT(*) FROM information_schema.TABLES WHERE"
                                    + " TABLE_SCHEMA='retl' AND TABLE_NAME IN"
                                    + " ('retl_snapshot','retl_checkpoint')")) {
                there.next();
                if (there.getInt(1) < 2) {
                    return new Progress(true, 0, 0);
                }
            }
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT COUNT(*)=0 OR SUM(state<>'DONE')>0,"
                                    + " COALESCE(SUM(rows_copied),0), COALESCE((SELECT"
                                    + " MAX(group_number) FROM retl.retl_checkpoint),0) FROM"
                                    + " retl.retl_snapshot")) {
                row.next();
                return new Progress(row.getBoolean(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    private void requireEqual(MysqlServer source, MysqlServer target, SyncProcess sync)
            throws Exception {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases("torture", BigTables.DATABASE);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        assertThat(comparison.leftRows()).isGreaterThan(rows / 2);

        SyncProcess.Answer check = sync.check(PATIENCE);
        assertThat(check.exitCode()).as("%s", check).isZero();
        assertThat(check.text()).endsWith("equal, %,d rows%n".formatted(comparison.leftRows()));

        // Chunks claim nothing, so that only what is claimed twice can be told.
        List<LoggedTransaction> log = LogScan.of(target, "torture");
        assertThat(Audit.of(List.of(), log).doubled()).isEmpty();
        assertThat(log).anyMatch(one -> !one.claims().isEmpty());
    }
}
