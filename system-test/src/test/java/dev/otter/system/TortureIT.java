package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import dev.otter.testkit.server.ServerSpec.RowMetadata;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random tables and random transactions over all column types, applied in strict mode while they
 * are written; both sides must be equal at the end.
 *
 * <p>System properties for long runs: {@code otter.torture.transactions} per seed (2,000), {@code
 * otter.torture.seed} for the first seed (1), {@code otter.torture.rounds} over all arrangements
 * (1).
 */
class TortureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    static Stream<Arguments> arrangements() {
        ServerSpec modern =
                ServerSpec.of(Flavor.MYSQL_8_0)
                        .withGtid(true)
                        .withRowImage(RowImage.FULL)
                        .withRowMetadata(RowMetadata.FULL);
        ServerSpec sparse =
                ServerSpec.of(Flavor.MYSQL_8_0)
                        .withGtid(false)
                        .withRowImage(RowImage.MINIMAL)
                        .withRowMetadata(RowMetadata.MINIMAL);
        int rounds = Integer.getInteger("otter.torture.rounds", 1);
        long seed = Long.getLong("otter.torture.seed", 1);
        Stream.Builder<Arguments> all = Stream.builder();
        for (int round = 0; round < rounds; round++) {
            all.add(Arguments.of(seed + 2L * round, modern));
            all.add(Arguments.of(seed + 2L * round + 1, sparse));
        }
        return all.build();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("arrangements")
    void both_sides_are_equal_after_random_work(long seed, ServerSpec spec) throws Exception {
        try (MysqlServer source = MysqlServer.start(spec.withServerId(11));
                MysqlServer target = MysqlServer.start(spec.withServerId(12))) {
            Torture torture =
                    new Torture(TortureSpec.of("torture", seed, features(source, target)));
            for (MysqlServer server : new MysqlServer[] {source, target}) {
                try (Connection connection = server.connect()) {
                    torture.createTables(connection);
                }
            }
            try (PipelineRun run =
                    PipelineRunner.start(
                            "test", pipeline(source, target), InstantSource.system())) {
                try (Connection connection = source.connect()) {
                    torture.seed(connection);
                }
                long transactions = Long.getLong("otter.torture.transactions", 2_000);
                try (WorkloadRun load =
                        torture.start(
                                () -> source.connect(),
                                RunConfig.of("torture", 4, RunLimit.transactions(transactions)))) {
                    load.await(PATIENCE);
                }
                boolean reached = run.await(run.sourceEnd(), PATIENCE);
                assertThat(reached).as("%s", run.status()).isTrue();
            }
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases("torture");
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
        }
    }

    private static ServerFeatures features(MysqlServer source, MysqlServer target)
            throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            return ServerFeatures.of(from).and(ServerFeatures.of(to));
        }
    }

    private static Pipeline pipeline(MysqlServer source, MysqlServer target) {
        return new Pipeline(
                "torture",
                endpoint("a", source),
                endpoint("b", target),
                new StartPoint.Now(),
                table -> table.database().equals("torture") ? Optional.of(table) : Optional.empty(),
                PipelineOptions.defaults());
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
