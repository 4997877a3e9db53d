package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.StopSignal;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code otter check --online} of tables that two pipelines of a file carry in opposite directions.
 * What they write does not go round: their account's sessions keep it out of the log.
 */
class TwoWayCheckIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static MysqlServer a;
    private static MysqlServer b;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws SQLException {
        a = MysqlServer.start(ServerSpec.mysql80());
        b = MysqlServer.start(ServerSpec.mysql80());
        both(
                "CREATE USER 'carrier'@'%' IDENTIFIED WITH mysql_native_password BY ''",
                "GRANT ALL ON *.* TO 'carrier'@'%'",
                "REVOKE SUPER, CONNECTION_ADMIN ON *.* FROM 'carrier'@'%'",
                "SET GLOBAL init_connect = 'SET SESSION sql_log_bin = 0'");
    }

    @AfterAll
    static void close() {
        a.close();
        b.close();
    }

    @BeforeEach
    void tables() throws SQLException {
        both(
                "DROP DATABASE IF EXISTS shop",
                "DROP DATABASE IF EXISTS retl",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(20))",
                "CREATE TABLE shop.only_out (id INT PRIMARY KEY, v VARCHAR(20))");
    }

    private static void both(String... statements) throws SQLException {
        a.execute(statements);
        b.execute(statements);
    }

    private void sync() throws Exception {
        assertThat(carriers("sync", "--until-caught-up").exitCode()).isEqualTo(ExitCode.DONE);
        a.execute(
                "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO shop.only_out VALUES (1, 'x')");
        b.execute("INSERT INTO shop.orders VALUES (3, 'three')");
        assertThat(carriers("sync", "--until-caught-up").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_table_that_flows_both_ways_is_compared_once() throws Exception {
        sync();

        CommandLineRun run = root("check", "--online");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("equal, 4 rows\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void what_differs_is_told_from_the_pipeline_that_is_named() throws Exception {
        sync();
        for (MysqlServer server : List.of(a, b)) {
            server.execute(
                    "SET SESSION sql_log_bin = 0",
                    "UPDATE shop.orders SET v = 'bad' WHERE id = "
                            + (server.equals(a) ? "1" : "2"));
        }

        CommandLineRun out = root("check", "--online", "--pipeline", "out");
        CommandLineRun home = root("check", "--online", "--pipeline", "home");

        assertThat(out.out())
                .isEqualTo(
                        """
                        shop.orders: different: id=1: v is 'bad', on the target 'one'
                        shop.orders: different: id=2: v is 'two', on the target 'bad'
                        shop.orders: 3 rows on the source, 3 rows on the target
                        different: 2 rows in 1 of 2 tables
                        """);
        assertThat(out.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(home.out())
                .contains("shop.orders: different: id=1: v is 'one', on the target 'bad'\n")
                .endsWith("different: 2 rows in 1 of 1 table\n");
    }

    @Test
    void a_repair_takes_the_side_that_is_named() throws Exception {
        sync();
        b.execute("SET SESSION sql_log_bin = 0", "UPDATE shop.orders SET v = 'b' WHERE id = 1");

        CommandLineRun both = root("check", "--online", "--repair", "--tables", "shop.orders");

        assertThat(both.err())
                .startsWith(
                        "OTR-1001 rows of shop.orders flow both ways, by shop/out and shop/home:"
                                + " which side is right?");
        assertThat(both.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        try (Running _ = new Running()) {
            CommandLineRun home =
                    root("check", "--online", "--repair", "--pipeline", "home");

            assertThat(home.err()).isEmpty();
            assertThat(home.out()).endsWith("repaired 1 row (1 changed); equal, 3 rows\n");
        }
        assertThat(value(a)).isEqualTo("b");
        assertThat(value(b)).isEqualTo("b");
    }

    @Test
    void rows_are_not_locked_where_they_flow_both_ways() throws Exception {
        sync();

        CommandLineRun run = root("check", "--online", "--lock-hot-rows");

        assertThat(run.err()).startsWith("OTR-1004 a row that is locked on one side");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void rows_that_flow_both_ways_are_not_read_back() throws Exception {
        CommandLineRun run =
                run("carrier", ", verify: {continuous: all}", "sync", "--until-caught-up");

        assertThat(run.err())
                .startsWith("OTR-1004 'verify.continuous' looks at one direction only, and"
                        + " shop/home runs back");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    /** The pipelines in a thread of their own, until it is closed. */
    private final class Running implements AutoCloseable {
        private final StopSignal stop =
                new StopSignal();
        private final CompletableFuture<CommandLineRun> run;

        Running() {
            run = CompletableFuture.supplyAsync(this::sync);
        }

        private CommandLineRun sync() {
            try {
                return CommandLineRun.until(stop, "sync", "-f", file("carrier", "").toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stop.request();
            await().atMost(PATIENCE).until(run::isDone);
            assertThat(run.join().err()).isEmpty();
        }
    }

    private static String value(MysqlServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT v FROM shop.orders WHERE id = 1")) {
            row.next();
            return row.getString(1);
        }
    }

    private CommandLineRun carriers(String command, String... more) throws IOException {
        return run("carrier", "", command, more);
    }

    private CommandLineRun root(String command, String... more) throws IOException {
        return run("root", "", command, more);
    }

    private CommandLineRun run(String user, String keys, String command, String... more)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(command, "-f", file(user, keys).toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(Map.of(), arguments.toArray(String[]::new));
    }

    /**
     * @param keys further keys of the pipeline from a to b
     */
    private Path file(String user, String keys) throws IOException {
        return Files.writeString(
                folder.resolve(user + ".yaml"),
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %2$d, user: %1$s, password: ""}
                  b: {type: mysql, host: 127.0.0.1, port: %3$d, user: %1$s, password: ""}
                channels:
                  - name: shop
                    pipelines:
                      - {name: out, from: a, to: b, tables: [shop.*]%4$s}
                      - {name: home, from: b, to: a, tables: [shop.orders]}
                """
                        .formatted(user, a.port(), b.port(), keys));
    }
}
