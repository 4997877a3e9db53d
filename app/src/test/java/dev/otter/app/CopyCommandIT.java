package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.ExitCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code otter copy}, and the full load of {@code otter sync}, between two servers. */
class CopyCommandIT {
    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    private static MysqlServer source;
    private static MysqlServer target;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        source = MysqlServer.start(ServerSpec.mysql80());
        target = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        source.close();
        target.close();
    }

    @BeforeEach
    void tables() throws SQLException {
        for (MysqlServer server : List.of(source, target)) {
            server.execute("DROP DATABASE IF EXISTS shop", "DROP DATABASE IF EXISTS retl");
        }
        source.execute(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(20), KEY (v))",
                "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two'), (3, 'three')");
    }

    @Test
    void a_dry_run_does_not_mind_tables_that_the_full_load_makes() throws Exception {
        CommandLineRun run = run("sync", "--dry-run");

        assertThat(run.out())
                .contains("shop.orders is made by the full load")
                .endsWith("ready: nothing stands in the way\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_table_is_copied_anew_when_the_pipeline_runs() throws Exception {
        assertThat(run("sync", "--until-caught-up").exitCode()).isEqualTo(ExitCode.DONE);
        target.execute(
                "UPDATE shop.orders SET v = 'zwei' WHERE id = 2",
                "DELETE FROM shop.orders WHERE id = 1",
                "INSERT INTO shop.orders VALUES (9, 'nine')");
        FutureTask<CommandLineRun> copy =
                new FutureTask<>(() -> run("copy", "--table", "shop.orders"));
        Thread.ofPlatform().name("copy").start(copy);
        awaitRequest();
        assertThat(run("sync", "--until-caught-up").exitCode()).isEqualTo(ExitCode.DONE);

        CommandLineRun run = copy.get(2, TimeUnit.MINUTES);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("c/a-to-b: shop.orders is asked for\n")
                .endsWith("c/a-to-b: shop.orders is copied, 3 rows\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run("check").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void what_cannot_be_meant_is_an_error() throws Exception {
        CommandLineRun none = run("copy", "--table", "shop.nothing");
        CommandLineRun where = run("copy", "--where", "id = 1");

        assertThat(none.err()).startsWith("OTR-").contains("no table in scope is meant");
        assertThat(none.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(where.err()).startsWith("OTR-1001").contains("--where stands without --table");
        assertThat(where.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    private static void awaitRequest() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE;
        boolean asked = false;
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            while (!asked && System.nanoTime() < deadline) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT COUNT(*) FROM retl.retl_copy_request")) {
                    rows.next();
                    asked = rows.getInt(1) > 0;
                }
            }
        }
        assertThat(asked).isTrue();
    }

    private CommandLineRun run(String command, String... options) throws IOException {
        Path file = folder.resolve("sync.yaml");
        if (!Files.exists(file)) {
            Files.writeString(
                    file,
                    """
                    endpoints:
                      a: {type: mysql, host: %s, port: %d, user: root, password: ""}
                      b: {type: mysql, host: %s, port: %d, user: root, password: ""}
                    channels:
                      - name: c
                        pipelines:
                          - name: a-to-b
                            from: a
                            to: b
                            tables: [shop.*]
                            snapshot: initial
                            copy-limits: {rows-per-second: 100000}
                    """
                            .formatted(source.host(), source.port(), target.host(), target.port()));
        }
        List<String> arguments = new ArrayList<>(List.of(command, "-f", file.toString()));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(Map.of(), arguments.toArray(String[]::new));
    }
}
