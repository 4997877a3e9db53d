package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.system.arrangement.Arrangement;
import dev.otter.system.arrangement.LocalPipeline;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every data type with its edge values, inserted, updated, deleted and re-keyed, arrives as it is.
 *
 * <p>{@code otter.types.arrangements} (0,3) as in {@link TortureIT}; {@code otter.types.rounds} (2)
 * of random changes.
 */
class TypesIT {
    private static final Logger LOG = LoggerFactory.getLogger(TypesIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String DATABASE = "types";

    static List<Arrangement> arrangements() {
        return Arrangement.chosen("otter.types.arrangements", "0,3");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrangements")
    void every_type_arrives_as_it_is(Arrangement arrangement) throws Exception {
        Availability available = MysqlServer.available(arrangement.source().flavor());
        assumeThat(available.ready()).as(available.reason()).isTrue();
        try (MysqlServer source = MysqlServer.start(arrangement.source());
                MysqlServer target = MysqlServer.start(arrangement.target());
                Connection from = source.connect();
                Connection to = target.connect()) {
            ServerFeatures features = ServerFeatures.of(from).and(ServerFeatures.of(to));
            EveryType types = new EveryType(DATABASE, features);
            types.createTables(from);
            types.createTables(to);
            try (PipelineRun run =
                    PipelineRunner.start(
                            "types",
                            LocalPipeline.of(source, target, DATABASE, PipelineOptions.defaults()),
                            InstantSource.system())) {
                int rows = types.edgeRows(from);
                requireEqual(run, source, target);
                int changes = types.turnColumns(from);
                requireEqual(run, source, target);
                changes += change(types, from);
                requireEqual(run, source, target);
                LOG.warn(
                        "{}: {} pairs of type and value, {} tables, {} rows, {} changes: equal",
                        arrangement,
                        types.edges().size(),
                        types.tables().size(),
                        rows,
                        changes);
            }
        }
    }

    private static int change(EveryType types, Connection from) throws SQLException {
        int changes = 0;
        int rounds = Integer.getInteger("otter.types.rounds", 2);
        for (int seed = 1; seed <= rounds; seed++) {
            changes += types.mutate(from, seed);
        }
        assertThat(changes).isPositive();
        return changes;
    }

    private static void requireEqual(PipelineRun run, MysqlServer source, MysqlServer target)
            throws SQLException, InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(DATABASE);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        assertThat(comparison.leftRows()).isPositive();
    }
}
