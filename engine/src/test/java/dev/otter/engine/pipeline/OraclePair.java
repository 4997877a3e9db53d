package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.oracle.H2Dictionary;
import dev.otter.engine.oracle.H2Oracle;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * A source that is MySQL, and H2 in Oracle mode in the place of an Oracle, each test with a
 * database of its own.
 */
final class OraclePair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final MysqlServer source;
    final H2Oracle target = new H2Oracle();

    OraclePair(ServerSpec spec) {
        source = MysqlServer.start(spec.withServerId(1));
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }

    void onSource(String... statements) throws SQLException {
        source.execute(statements);
    }

    /** A database, and a schema of the same name in capitals. */
    void create(String name) throws SQLException {
        onSource("CREATE DATABASE " + name);
        target.execute("CREATE SCHEMA " + name.toUpperCase(Locale.ROOT));
    }

    PipelineRun run(String name, PipelineOptions options) {
        return run(name, options, PipelineSizes.usual());
    }

    PipelineRun run(String name, PipelineOptions options, PipelineSizes sizes) {
        Pipeline pipeline =
                new Pipeline(
                        name,
                        mysql(),
                        oracle(),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(name)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        options);
        return PipelineRunner.start(
                "test",
                pipeline,
                sizes,
                InstantSource.system(),
                Optional.empty(),
                (full, it, slots) ->
                        new OracleSide(full, it, slots, target.connector(), new H2Dictionary()));
    }

    private Endpoint mysql() {
        return new Endpoint(
                "a", Endpoint.Type.MYSQL, "127.0.0.1", source.port(), "root", "", TlsMode.DISABLED);
    }

    private static Endpoint oracle() {
        return new Endpoint(
                        "b", Endpoint.Type.ORACLE, "127.0.0.1", 1521, "sa", "", TlsMode.DISABLED)
                .withDatabase("free");
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
}
