package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Hazard;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random tables are filled by random work, then copied while it goes on, and the copying run is
 * abandoned again and again at random moments. Every rule of a full load is met: keys of all kinds,
 * none, cascades, swapped unique values, keys that go and come back.
 */
class FullLoadCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CRASHES = Integer.getInteger("otter.copy.crashes", 8);

    static Stream<Arguments> sources() {
        long seed = Long.getLong("otter.copy.seed", 1);
        return Stream.of(
                Arguments.of(seed, ServerSpec.mysql80()),
                Arguments.of(seed + 1, ServerSpec.of(Flavor.MYSQL_5_7).withGtid(false)),
                Arguments.of(seed + 2, ServerSpec.mysql80().withRowImage(RowImage.MINIMAL)));
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("sources")
    void tables_are_equal_after_a_copy_that_was_broken_off_many_times(long seed, ServerSpec spec)
            throws Exception {
        Availability available = MysqlServer.available(spec.flavor());
        assumeThat(available.ready()).as(available.reason()).isTrue();
        try (MysqlServer source = MysqlServer.start(spec.withServerId(1));
                MysqlServer target = MysqlServer.start(spec.withServerId(2))) {
            Torture torture = new Torture(spec(source, seed));
            try (Connection connection = source.connect()) {
                torture.createTables(connection);
                torture.seed(connection);
            }
            write(torture, source, 0, 800).await(PATIENCE);

            SplittableRandom random = new SplittableRandom(seed);
            try (WorkloadRun load = write(torture, source, 1, 3_000)) {
                for (int crash = 0; crash < CRASHES; crash++) {
                    PipelineRun run = start(source, target);
                    run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(50, 1_200)));
                    assertThat(run.status().state())
                            .as("%s", run.status())
                            .isNotEqualTo(PipelineState.FAILED);
                    run.abandon();
                    run.close();
                }
                load.await(PATIENCE);
            }
            try (PipelineRun run = start(source, target)) {
                boolean reached = run.await(run.sourceEnd(), PATIENCE);
                assertThat(reached).as("%s", run.status()).isTrue();
            }

            Comparison comparison =
                    new TableComparer(source::connect, target::connect, comparing(source, spec))
                            .compareDatabases("copied");
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
        }
    }

    /** MySQL 5.7 does not tell the types inside of JSON; see the fine print. */
    private static CompareOptions comparing(MysqlServer source, ServerSpec spec)
            throws SQLException {
        if (spec.flavor() != Flavor.MYSQL_5_7) {
            return CompareOptions.strict();
        }
        List<String> columns = new ArrayList<>();
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) FROM"
                                        + " information_schema.COLUMNS WHERE TABLE_SCHEMA='copied'"
                                        + " AND DATA_TYPE='json'")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return CompareOptions.strict().withIgnoredColumns(columns.toArray(String[]::new));
    }

    private static TortureSpec spec(MysqlServer source, long seed) throws SQLException {
        try (Connection connection = source.connect()) {
            return TortureSpec.of("copied", seed, ServerFeatures.of(connection))
                    .without(Hazard.BIG_TRANSACTIONS);
        }
    }

    private static WorkloadRun write(
            Torture torture, MysqlServer source, int round, long transactions) {
        return torture.start(
                () ->
                        DriverManager.getConnection(
                                source.jdbcUrl("") + "&allowMultiQueries=true", "root", ""),
                RunConfig.of("torture", 3, RunLimit.transactions(transactions)),
                round);
    }

    private static PipelineRun start(MysqlServer source, MysqlServer target) {
        Pipeline pipeline =
                new Pipeline(
                        "copied",
                        endpoint("a", source),
                        endpoint("b", target),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals("copied")
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL));
        PipelineSizes usual = PipelineSizes.usual();
        return PipelineRunner.start(
                "test",
                pipeline,
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        SnapshotSizes.usual().inPieces(20, 100)),
                InstantSource.system());
    }

    private static Endpoint endpoint(String name, MysqlServer server) {
        return new Endpoint(
                name,
                Endpoint.Type.MYSQL,
                server.host(),
                server.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }
}
