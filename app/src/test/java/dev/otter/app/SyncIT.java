package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.ExitCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The whole command on two servers: what it does, what it says, how it ends. */
class SyncIT {
    private static MysqlServer source;
    private static MysqlServer target;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws SQLException {
        source = MysqlServer.start(ServerSpec.mysql80());
        target = MysqlServer.start(ServerSpec.mysql80());
        source.createUser("weak", "pw", "mysql_native_password");
    }

    @AfterAll
    static void close() {
        source.close();
        target.close();
    }

    @BeforeEach
    void tables() throws SQLException {
        for (MysqlServer server : List.of(source, target)) {
            server.execute(
                    "DROP DATABASE IF EXISTS shop",
                    "DROP DATABASE IF EXISTS retl",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(20))");
        }
    }

    @Test
    void what_was_committed_before_the_start_has_arrived_when_it_ends() throws Exception {
        assertThat(sync().exitCode()).isEqualTo(ExitCode.DONE);
        source.execute(
                "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two'), (3, 'three')",
                "UPDATE shop.orders SET v = 'zwei' WHERE id = 2",
                "DELETE FROM shop.orders WHERE id = 3");

        CommandLineRun run = sync();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        JsonNode end = new ObjectMapper().readTree(run.out().lines().toList().getLast());
        assertThat(end.get("event").asString()).isEqualTo("end");
        assertThat(end.get("outcome").asString()).isEqualTo("caught up");
        assertThat(end.get("channel").asString()).isEqualTo("shop");
        assertThat(end.get("pipeline").asString()).isEqualTo("a-to-b");
        assertThat(end.get("rowsApplied").asLong()).isEqualTo(5);
        assertThat(end.get("transactionsApplied").asLong()).isEqualTo(3);
        assertThat(end.get("bytesRead").asLong()).isPositive();
        assertThat(end.get("position").asString()).startsWith("binlog.0");
        CommandLineRun check =
                CommandLineRun.of(Map.of(), "check", "-f", file(source, "root", "").toString());
        assertThat(check.out()).isEqualTo("equal, 2 rows\n");
    }

    @Test
    void a_row_that_diverged_ends_with_code_3() throws Exception {
        assertThat(sync().exitCode()).isEqualTo(ExitCode.DONE);
        target.execute("INSERT INTO shop.orders VALUES (7, 'in the way')");
        source.execute("INSERT INTO shop.orders VALUES (7, 'seven')");

        CommandLineRun run = sync();

        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        JsonNode end = new ObjectMapper().readTree(run.out().lines().toList().getLast());
        assertThat(end.get("state").asString()).isEqualTo("FAILED");
        assertThat(end.get("errorCode").asString()).startsWith("OTR-31");
        assertThat(end.get("error").asString()).contains("shop.orders");
    }

    @Test
    void an_account_without_the_right_to_read_the_log_is_refused_with_its_place() throws Exception {
        CommandLineRun run = sync(file(source, "weak", "pw"));

        assertThat(run.err()).contains("sync.yaml:").startsWith("OTR-").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void a_wrong_password_is_told_once_without_the_password() throws Exception {
        CommandLineRun run = sync(file(source, "weak", "wrong-secret"));

        assertThat(run.err())
                .startsWith("OTR-2002 ")
                .contains("sync.yaml:2:3")
                .doesNotContain("wrong-secret")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void a_source_without_binary_log_is_a_configuration_error() throws Exception {
        try (MysqlServer silent =
                MysqlServer.start(
                        ServerSpec.mysql80().withGtid(false).withOptions("--skip-log-bin"))) {
            silent.execute("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY)");

            CommandLineRun run = sync(file(silent, "root", ""));

            assertThat(run.err()).startsWith("OTR-1101 ").contains("sync.yaml:").hasLineCount(1);
            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        }
    }

    private CommandLineRun sync() throws IOException {
        return sync(file(source, "root", ""));
    }

    private static CommandLineRun sync(Path file) {
        return CommandLineRun.of(
                Map.of(), "sync", "-f", file.toString(), "--until-caught-up", "--json");
    }

    private Path file(MysqlServer from, String user, String password) throws IOException {
        return Files.writeString(
                folder.resolve("sync.yaml"),
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: %s, password: "%s"}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                channels:
                  - name: shop
                    pipelines:
                      - name: a-to-b
                        from: a
                        to: b
                        tables: [shop.*]
                """
                        .formatted(from.port(), user, password, target.port()));
    }
}
