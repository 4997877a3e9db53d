package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.app.command.ExitCode;
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
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code otter resync} and {@code otter check --online --repair} beside a pipeline that runs. */
class ResyncCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
            server.execute(
                    "DROP DATABASE IF EXISTS shop",
                    "DROP DATABASE IF EXISTS retl",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(40))",
                    "CREATE TABLE shop.item (o INT, k VARBINARY(8), b VARCHAR(10), v INT,"
                            + " PRIMARY KEY (k, o, b))",
                    "INSERT INTO shop.orders VALUES (1,'one'),(2,'two'),(3,'three'),(4,'four')",
                    "INSERT INTO shop.item VALUES (1, x'00ff', 'a,b', 1), (2, x'01', '', 2)");
        }
    }

    private static PipelineRun pipeline() {
        return PipelineRunner.start(
                "shop",
                new Pipeline(
                        "a-to-b",
                        endpoint("a", source.port()),
                        endpoint("b", target.port()),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals("shop")
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults()),
                InstantSource.system());
    }

    private static Endpoint endpoint(String name, int port) {
        return new Endpoint(
                name, Endpoint.Type.MYSQL, "127.0.0.1", port, "root", "", TlsMode.DISABLED);
    }

    private static void damage() throws SQLException {
        target.execute(
                "UPDATE shop.orders SET v='wrong' WHERE id=2",
                "DELETE FROM shop.orders WHERE id=3",
                "INSERT INTO shop.orders VALUES (9,'extra')",
                "UPDATE shop.item SET v=7");
    }

    private static Comparison compared() throws SQLException {
        return new TableComparer(source::connect, target::connect, CompareOptions.strict())
                .compareDatabases("shop");
    }

    private static void awaitEqual() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(compared().equal()).isTrue());
    }

    @Test
    void rows_are_asked_for_by_keys_and_by_a_condition() throws Exception {
        try (PipelineRun _ = pipeline()) {
            damage();
            CommandLineRun keys = run("resync", "--table", "shop.orders", "--keys", "2", "9");
            CommandLineRun where = run("resync", "--table", "shop.orders", "--where", "id > 2");
            CommandLineRun items =
                    run(
                            "resync",
                            "--table",
                            "shop.item",
                            "--divider",
                            "/",
                            "--keys",
                            "1/0x00ff/a,b",
                            "2/0x01/");

            assertThat(keys.err() + where.err() + items.err()).isEmpty();
            assertThat(keys.out()).startsWith("asked for 2 rows of shop.orders on ");
            assertThat(where.out()).startsWith("asked for 2 rows of shop.orders on ");
            assertThat(items.exitCode()).isEqualTo(ExitCode.DONE);
            awaitEqual();
        }
    }

    @Test
    void what_cannot_be_asked_for_is_told() throws Exception {
        CommandLineRun key = run("resync", "--table", "shop.orders", "--keys", "x");
        CommandLineRun table = run("resync", "--table", "shop.nothing.more", "--keys", "1");
        CommandLineRun scope = run("resync", "--table", "other.t", "--keys", "1");
        CommandLineRun item = run("resync", "--table", "shop.item", "--keys", "1,2");

        assertThat(key.err()).contains("OTR-1001", "column id", "The key is (id)");
        assertThat(table.err()).contains("OTR-1001");
        assertThat(scope.err()).contains("OTR-1002");
        assertThat(item.err()).contains("2 values", "3 columns", "(o, k, b)");
        for (CommandLineRun run : List.of(key, table, scope, item)) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        }
    }

    @Test
    void an_account_that_may_not_write_gets_the_statements() throws Exception {
        source.execute(
                "DROP USER IF EXISTS reader",
                "CREATE USER reader IDENTIFIED BY 'r'",
                "GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO reader");
        CommandLineRun run =
                CommandLineRun.of(
                        Map.of(),
                        "resync",
                        "-f",
                        file("reader", "r").toString(),
                        "--table",
                        "shop.orders",
                        "--keys",
                        "1");
        assertThat(run.err()).contains("OTR-3903", "CREATE TABLE IF NOT EXISTS", "retl_buffer");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void differences_are_repaired_while_rows_are_written() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch stopped = new CountDownLatch(1);
        try (PipelineRun _ = pipeline()) {
            damage();
            Thread writer = Thread.ofPlatform().start(() -> write(stopped, failure));

            CommandLineRun run = run("check", "--online", "--repair");
            stopped.countDown();
            writer.join();

            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .contains("repaired 5 rows (1 missing, 1 extra, 3 changed); equal, ");
            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(failure.get()).isNull();
            awaitEqual();
        }
    }

    private static void write(CountDownLatch stopped, AtomicReference<Throwable> failure) {
        Random random = new Random(1);
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            while (!stopped.await(5, TimeUnit.MILLISECONDS)) {
                int id = 100 + random.nextInt(50);
                statement.execute("REPLACE INTO shop.orders VALUES (" + id + ",MD5(RAND()))");
                statement.execute("DELETE FROM shop.orders WHERE id=" + (100 + random.nextInt(50)));
            }
        } catch (SQLException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nothing_is_repaired_while_the_pipeline_does_not_run() throws Exception {
        try (PipelineRun run = pipeline()) {
            assertThat(run.await(run.sourceEnd(), PATIENCE)).isTrue();
        }
        damage();
        CommandLineRun run = run("check", "--online", "--repair");

        assertThat(run.err()).contains("OTR-3904", "Start the pipeline");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM retl.retl_buffer WHERE TYPE<>'Q'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    private CommandLineRun run(String command, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(command, "-f", file("root", "").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(Map.of(), arguments.toArray(String[]::new));
    }

    private Path file(String user, String password) throws IOException {
        return Files.writeString(
                folder.resolve("sync.yaml"),
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: %s, password: "%s"}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                channels:
                  - {name: shop, pipelines: [{name: a-to-b, from: a, to: b, tables: [shop.*]}]}
                """
                        .formatted(source.port(), user, password, target.port()));
    }
}
