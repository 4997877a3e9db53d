package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.verify.TableComparison;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.VerifyProgress;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.PostgresServer;
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

/** A source that is MySQL and a target that is PostgreSQL, each test with a database of its own. */
final class PostgresPair implements AutoCloseable {
    static final String DATABASE = "postgres";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final MysqlServer source;
    final PostgresServer target;

    PostgresPair(ServerSpec spec) {
        try (Starting<MysqlServer> mysql =
                Starting.of(() -> MysqlServer.start(spec.withServerId(1)))) {
            target = PostgresServer.start();
            source = mysql.get();
        }
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }

    void onSource(String... statements) throws SQLException {
        source.execute(statements);
    }

    void onTarget(String... statements) throws SQLException {
        target.execute(DATABASE, statements);
    }

    /** A schema of the same name on both sides. */
    void create(String name) throws SQLException {
        onSource("CREATE DATABASE " + name);
        onTarget("CREATE SCHEMA " + name);
    }

    PipelineRun run(String name, PipelineOptions options) {
        return run(name, options, PipelineSizes.usual(), target.port());
    }

    PipelineRun run(String name, PipelineOptions options, PipelineSizes sizes, int port) {
        return PipelineRunner.start(
                "test", pipeline(name, options, port), sizes, InstantSource.system());
    }

    /** The same with tables of one's own choice. */
    PipelineRun run(
            String name, TableRoute route, PipelineOptions options, PipelineSizes sizes) {
        return PipelineRunner.start(
                "test",
                new Pipeline(
                        name,
                        mysql(),
                        postgres(target.port()),
                        new StartPoint.Now(),
                        route,
                        options),
                sizes,
                InstantSource.system());
    }

    PipelineRun runAs(String user, String password, String name) {
        return runAs(user, password, name, PipelineOptions.defaults());
    }

    /** Asks for tables of the pipeline to be copied. */
    CopyAsking asking(String name) {
        return new CopyAsking(
                "test/" + name, pipeline(name, PipelineOptions.defaults(), target.port()));
    }

    PipelineRun runAs(String user, String password, String name, PipelineOptions options) {
        Endpoint to =
                new Endpoint(
                                "b",
                                Endpoint.Type.POSTGRESQL,
                                "127.0.0.1",
                                target.port(),
                                user,
                                password,
                                TlsMode.DISABLED)
                        .withDatabase(DATABASE);
        Pipeline pipeline =
                new Pipeline(name, mysql(), to, new StartPoint.Now(), route(name), options);
        return PipelineRunner.start("test", pipeline, InstantSource.system());
    }

    /** What waits for a decision in a pipeline of {@link #run}. */
    WaitingStatements waiting(String name) {
        return new WaitingStatements(
                "test/" + name, pipeline(name, PipelineOptions.defaults(), target.port()));
    }

    private Pipeline pipeline(String name, PipelineOptions options, int port) {
        return new Pipeline(
                name, mysql(), postgres(port), new StartPoint.Now(), route(name), options);
    }

    private static TableRoute route(String name) {
        return table -> table.database().equals(name) ? Optional.of(table) : Optional.empty();
    }

    private Endpoint mysql() {
        return new Endpoint(
                "a", Endpoint.Type.MYSQL, "127.0.0.1", source.port(), "root", "", TlsMode.DISABLED);
    }

    private static Endpoint postgres(int port) {
        return new Endpoint(
                        "b",
                        Endpoint.Type.POSTGRESQL,
                        "127.0.0.1",
                        port,
                        PostgresServer.USER,
                        PostgresServer.PASSWORD,
                        TlsMode.DISABLED)
                .withDatabase(DATABASE);
    }

    /** Waits until all that the source holds now is durable. */
    static void reached(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    static void failed(PipelineRun run, ErrorCode code) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(run.status().state())
                                .as("%s", run.status())
                                .isEqualTo(PipelineState.FAILED));
        assertThat(run.status().failure().orElseThrow().code())
                .as("%s", run.status())
                .isEqualTo(code);
    }

    /** Compares all tables row by row, as the check does. */
    List<TableComparison> compare(String name) throws InterruptedException {
        return compare(name, 5);
    }

    /** The same, with so many differences shown. */
    List<TableComparison> compare(String name, int shown) throws InterruptedException {
        return compare(route(name), shown);
    }

    private List<TableComparison> compare(TableRoute route, int shown)
            throws InterruptedException {
        TableVerifier verifier =
                new TableVerifier(mysql(), postgres(target.port()), shown, () -> false);
        List<TableComparison> comparisons = new ArrayList<>();
        for (TablePair pair : verifier.pairs(route)) {
            comparisons.add(verifier.compare(pair, new VerifyProgress()));
        }
        return comparisons;
    }

    void requireEqual(String name) throws InterruptedException {
        requireEqual(route(name));
    }

    void requireEqual(TableRoute route) throws InterruptedException {
        List<TableComparison> comparisons = compare(route, 5);
        assertThat(comparisons).isNotEmpty();
        assertThat(
                        comparisons.stream()
                                .filter(comparison -> !comparison.equal())
                                .map(PostgresPair::text))
                .isEmpty();
    }

    private static String text(TableComparison comparison) {
        return "%s: %d and %d rows, %s %s"
                .formatted(
                        comparison.pair().title(),
                        comparison.sourceRows(),
                        comparison.targetRows(),
                        comparison.shown(),
                        comparison.problems());
    }

    /** The first column of the target's answer. */
    List<String> answer(String query) throws SQLException {
        try (Connection connection = target.connect(DATABASE);
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
