package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.system.arrangement.Arrangement;
import dev.otter.system.arrangement.LocalPipeline;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.WorkloadStats;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random tables and random transactions over all column types, applied in strict mode while they
 * are written; both sides must be equal at the end.
 *
 * <p>Two arrangements by default. System properties for long runs: {@code
 * otter.torture.arrangements=all}, or their numbers from 0, separated by commas; {@code
 * otter.torture.transactions} per seed (2,000); {@code otter.torture.seed} for the first seed (1);
 * {@code otter.torture.seeds} per arrangement (1). Each seed leaves a line in {@code
 * target/torture.log}.
 */
class TortureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(90);
    private static final Path LOG = Path.of("target", "torture.log");

    static Stream<Arguments> runs() {
        List<Arrangement> chosen = Arrangement.chosen("otter.torture.arrangements", "0,1");
        int seeds = Integer.getInteger("otter.torture.seeds", 1);
        long seed = Long.getLong("otter.torture.seed", 1);
        Stream.Builder<Arguments> runs = Stream.builder();
        for (int round = 0; round < seeds; round++) {
            for (Arrangement arrangement : chosen) {
                runs.add(Arguments.of(seed++, arrangement));
            }
        }
        return runs.build();
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("runs")
    void both_sides_are_equal_after_random_work(long seed, Arrangement arrangement)
            throws Exception {
        Availability available = MysqlServer.available(arrangement.source().flavor());
        assumeThat(available.ready()).as(available.reason()).isTrue();
        try (MysqlServer source = MysqlServer.start(arrangement.source());
                MysqlServer target = MysqlServer.start(arrangement.target())) {
            Torture torture =
                    new Torture(TortureSpec.of("torture", seed, features(source, target)));
            for (MysqlServer server : new MysqlServer[] {source, target}) {
                try (Connection connection = server.connect()) {
                    torture.createTables(connection);
                }
            }
            long begun = System.nanoTime();
            String work = replicate(torture, source, target);
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases("torture");
            log(
                    "seed %d, %s: %s; %s; %d s"
                            .formatted(
                                    seed,
                                    arrangement,
                                    work,
                                    comparison.equal()
                                            ? "equal, %,d rows".formatted(comparison.leftRows())
                                            : "DIFFERENT",
                                    (System.nanoTime() - begun) / 1_000_000_000));
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
        }
    }

    /** Writes and applies at the same time; gives what was done in words. */
    private static String replicate(Torture torture, MysqlServer source, MysqlServer target)
            throws Exception {
        try (PipelineRun run =
                PipelineRunner.start(
                        "test",
                        LocalPipeline.of(source, target, "torture", PipelineOptions.defaults()),
                        InstantSource.system())) {
            try (Connection connection = source.connect()) {
                torture.seed(connection);
            }
            RunLimit limit =
                    RunLimit.transactions(Long.getLong("otter.torture.transactions", 2_000));
            WorkloadStats written;
            try (WorkloadRun load =
                    torture.start(() -> fast(source), RunConfig.of("torture", 4, limit))) {
                written = load.await(PATIENCE);
            }
            boolean reached = run.await(run.sourceEnd(), PATIENCE);
            PipelineStatus status = run.status();
            assertThat(reached).as("%s", status).isTrue();
            assertThat(status.triedAlone()).as("dependencies that were missed").isZero();
            return "%s; applied %,d transactions, %,d rows in %,d target transactions, %d retries"
                    .formatted(
                            written,
                            status.transactionsApplied(),
                            status.rowsApplied(),
                            status.groupsApplied(),
                            status.retries());
        }
    }

    private static Connection fast(MysqlServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
    }

    private static ServerFeatures features(MysqlServer source, MysqlServer target)
            throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            return ServerFeatures.of(from).and(ServerFeatures.of(to));
        }
    }

    private static void log(String line) throws IOException {
        Files.createDirectories(LOG.getParent());
        Files.writeString(LOG, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
