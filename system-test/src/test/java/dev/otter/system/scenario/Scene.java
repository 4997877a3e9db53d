package dev.otter.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.Starting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A source and a target of MySQL 8.0 for all scenarios of a class, each of which has a database and
 * a pipeline of its own, configured as a user would: by a file.
 */
final class Scene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    final MysqlServer source;
    final MysqlServer target;
    private final Path folder;

    /**
     * @param folder for files of configuration
     */
    Scene(Path folder) {
        this.folder = folder;
        ServerSpec spec = ServerSpec.mysql80();
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(spec.withServerId(52)))) {
            source = MysqlServer.start(spec.withServerId(51));
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

    /** The database on both sides, with tables. */
    void database(String name, String... statements) throws SQLException {
        for (MysqlServer server : List.of(source, target)) {
            server.execute("CREATE DATABASE " + name);
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("USE " + name);
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Statements in one session with this default database, each a transaction. */
    void each(String database, List<String> statements) throws SQLException {
        run(database, statements, true);
    }

    /** The same in one transaction. */
    void together(String database, List<String> statements) throws SQLException {
        run(database, statements, false);
    }

    private void run(String database, List<String> statements, boolean autocommit)
            throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + database);
            connection.setAutoCommit(autocommit);
            for (String sql : statements) {
                statement.execute(sql);
            }
            if (!autocommit) {
                connection.commit();
            }
        }
    }

    /** Starts a pipeline for all tables of the database of its name. */
    PipelineRun run(String name, String... options) throws IOException {
        return run(name, List.of("tables: [" + name + ".*]"), options);
    }

    /**
     * Starts a pipeline.
     *
     * @param tables lines of its key {@code tables}
     * @param options further keys, one a line
     */
    PipelineRun run(String name, List<String> tables, String... options) throws IOException {
        SyncFile.Entry entry = entry(name, tables, options);
        return PipelineRunner.start(entry.channel(), entry.pipeline(), InstantSource.system());
    }

    private SyncFile.Entry entry(String name, List<String> tables, String... options)
            throws IOException {
        List<String> keys = new ArrayList<>(List.of("name: " + name, "from: a", "to: b"));
        keys.addAll(tables);
        keys.addAll(List.of(options));
        String text =
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
                channels:
                  - name: scene
                    pipelines:
                      - %s
                """
                        .formatted(source.port(), target.port(), String.join("\n        ", keys));
        Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
        return new SyncFileReader(Map.of()).read(file).entries().getFirst();
    }

    /** Waits until all that the source holds now is durable on the target. */
    static void arrive(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    /** Waits until the run has read what the source holds now, applied or not. */
    void read(PipelineRun run, LogPosition from, long bytesBefore) {
        LogPosition end = run.sourceEnd();
        assertThat(end.file()).isEqualTo(from.file());
        long bytes = end.offset() - from.offset();
        await().atMost(PATIENCE).until(() -> run.status().bytesRead() - bytesBefore >= bytes);
    }

    /** Waits for the error that ends the run. */
    static OtterException failure(PipelineRun run, ErrorCode code) {
        await().atMost(PATIENCE).until(() -> run.status().state() == PipelineState.FAILED);
        OtterException failure = run.status().failure().orElseThrow();
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }

    /** Rows of the source, values divided by bars. */
    List<String> onSource(String query) throws SQLException {
        return rows(source, query);
    }

    /** Rows of the target, values divided by bars. */
    List<String> onTarget(String query) throws SQLException {
        return rows(target, query);
    }

    private static List<String> rows(MysqlServer server, String query) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                StringJoiner text = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.add(rows.getString(i));
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }

    /** Both sides hold the same rows in all tables of the database. */
    void requireEqual(String database) throws SQLException {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases(database);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        assertThat(comparison.tables()).isPositive();
    }
}
