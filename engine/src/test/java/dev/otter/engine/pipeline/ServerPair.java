package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source and a target for tests of single pipelines, each test with a database of its own. */
final class ServerPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    final MysqlServer source;
    final MysqlServer target;

    ServerPair(ServerSpec spec) {
        this(spec, spec);
    }

    ServerPair(ServerSpec sourceSpec, ServerSpec targetSpec) {
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(targetSpec.withServerId(2)))) {
            source = MysqlServer.start(sourceSpec.withServerId(1));
            target = other.get();
        }
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }

    /** Runs the same statements on both sides. */
    void both(String... statements) throws SQLException {
        source.execute(statements);
        target.execute(statements);
    }

    /** A pipeline of the database's name for all its tables, from now on. */
    PipelineRun run(String database, PipelineOptions options) {
        return run(database, options, target.port());
    }

    /** The same with a proxy in front of the target. */
    PipelineRun run(String database, PipelineOptions options, int targetPort) {
        return run(database, options, targetPort, PipelineSizes.usual());
    }

    /** The same with other sizes. */
    PipelineRun run(String database, PipelineOptions options, int targetPort, PipelineSizes sizes) {
        return PipelineRunner.start(
                "test",
                pipeline(database, options, all(database), targetPort),
                sizes,
                InstantSource.system());
    }

    private static TableRoute all(String database) {
        return table -> table.database().equals(database) ? Optional.of(table) : Optional.empty();
    }

    /** What of the database's pipeline waits for somebody. */
    WaitingStatements waiting(String database) {
        return new WaitingStatements(
                "test/" + database,
                pipeline(database, PipelineOptions.defaults(), all(database), target.port()));
    }

    /** A pipeline of this name for the tables of a route. */
    PipelineRun run(String name, PipelineOptions options, TableRoute route) {
        return run(name, options, route, target.port());
    }

    /** The same with a proxy in front of the target. */
    PipelineRun run(String name, PipelineOptions options, TableRoute route, int targetPort) {
        return PipelineRunner.start(
                "test", pipeline(name, options, route, targetPort), InstantSource.system());
    }

    private Pipeline pipeline(
            String name, PipelineOptions options, TableRoute route, int targetPort) {
        return new Pipeline(
                name,
                endpoint("a", source.port()),
                endpoint("b", targetPort),
                new StartPoint.Now(),
                route,
                options);
    }

    private static Endpoint endpoint(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
    }

    /** Waits until all that the source holds now is durable. */
    static void await(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    void requireEqual(String database) throws SQLException {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(database);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
    }

    /** The first column of the target's answer. */
    List<String> onTarget(String query) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
