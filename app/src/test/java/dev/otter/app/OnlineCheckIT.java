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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code otter check --online} between two servers, against the checkpoint that a sync left. */
class OnlineCheckIT {
    private static MysqlServer source;
    private static MysqlServer target;

    @TempDir private Path folder;

    /** Further keys of the source's endpoint. */
    private String more = "";

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
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(20))",
                    "CREATE TABLE shop.log (v VARCHAR(20))");
        }
    }

    private void sync() throws Exception {
        assertThat(run("sync", "--until-caught-up").exitCode()).isEqualTo(ExitCode.DONE);
        source.execute(
                "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two'), (3, 'three')",
                "INSERT INTO shop.log VALUES ('a'), ('a')");
        assertThat(run("sync", "--until-caught-up").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void equal_tables_end_with_code_0() throws Exception {
        sync();

        CommandLineRun run = run("check", "--online");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        """
                        shop.log: compared at rest only: there is no key of whole values without NULL
                        equal, 5 rows
                        """);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void differences_are_printed_and_end_with_code_3() throws Exception {
        sync();
        target.execute(
                "UPDATE shop.orders SET v = 'zwei' WHERE id = 2",
                "DELETE FROM shop.orders WHERE id = 1",
                "INSERT INTO shop.orders VALUES (9, 'nine')",
                "DELETE FROM shop.log LIMIT 1");

        CommandLineRun all = run("check", "--online", "--lock-hot-rows");
        CommandLineRun some =
                run(
                        "check",
                        "--online",
                        "--tables",
                        "shop.orders",
                        "--limit-rows-per-second",
                        "1000",
                        "--resume",
                        folder.resolve("state.json").toString());

        assertThat(all.out())
                .isEqualTo(
                        """
                        shop.log: compared at rest only: there is no key of whole values without NULL; \
                        differences may be rows on their way: compare again while nothing is written
                        shop.log: 1 row undecided
                        shop.orders: missing on the target: id=1
                        shop.orders: different: id=2: v is 'two', on the target 'zwei'
                        shop.orders: only on the target: id=9
                        shop.orders: 3 rows on the source, 3 rows on the target
                        different: 3 rows in 1 of 2 tables, 1 row undecided
                        """);
        assertThat(all.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(some.out()).endsWith("different: 3 rows in 1 of 1 table\n");
        assertThat(some.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(folder.resolve("state.json")).doesNotExist();
    }

    @Test
    void only_undecided_rows_end_with_code_2() throws Exception {
        sync();
        target.execute("DELETE FROM shop.log LIMIT 1");

        CommandLineRun run = run("check", "--online", "--tables", "shop.log");

        assertThat(run.out()).endsWith("no difference proven, 1 row undecided of 2\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void a_pipeline_that_never_ran_is_told_with_its_place() throws Exception {
        CommandLineRun run = run("check", "--online");

        assertThat(run.err().replace(file().toString(), "sync.yaml").strip())
                .startsWith("OTR-3601 the target holds no checkpoint of this pipeline")
                .contains("[sync.yaml:5:")
                .endsWith("or compare without --online while nothing is written.")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void a_pattern_that_matches_nothing_is_not_equal() throws Exception {
        sync();
        for (String[] more :
                new String[][] {
                    {"--tables", "shop.order"}, {"--tables", "shop.order", "--online"}
                }) {
            CommandLineRun run = run("check", more);

            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("OTR-1002 no table in scope matches shop.order [");
            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        }
    }

    @Test
    void a_file_that_is_no_state_is_refused() throws Exception {
        Path state = Files.writeString(folder.resolve("state.json"), "{\"other\": 1}");

        CommandLineRun run = run("check", "--online", "--resume", state.toString());

        assertThat(run.err()).startsWith("OTR-3602 it is not the state of a comparison [");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(state).exists();
    }

    @Test
    void a_state_is_gone_on_from() throws Exception {
        sync();
        source.execute("DELETE FROM shop.orders WHERE id = 1");
        Path state =
                Files.writeString(
                        folder.resolve("state.json"),
                        """
                        {"version": 1, "pipelines": {"shop/a-to-b": {"shop.orders": {
                          "point": "0:32", "sourceRows": 2, "targetRows": 2, "equal": 2,
                          "differences": 0, "undecided": 0}}}}
                        """);
        target.execute("UPDATE shop.orders SET v = '' WHERE id = 3");

        CommandLineRun run =
                run("check", "--online", "--tables", "shop.orders", "--resume", state.toString());

        assertThat(run.out())
                .isEqualTo(
                        """
                        shop.orders: different: id=3: v is 'three', on the target ''
                        shop.orders: 3 rows on the source, 3 rows on the target
                        different: 1 row in 1 of 1 table
                        """);
        assertThat(state).doesNotExist();
    }

    /** After a switch the configured server may lack what the target has. */
    @Test
    void the_server_that_the_pipeline_reads_is_compared() throws Exception {
        sync();
        try (MysqlServer standby = MysqlServer.start(ServerSpec.mysql80())) {
            standby.execute(
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY, v VARCHAR(20))",
                    "CREATE TABLE shop.log (v VARCHAR(20))",
                    "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two'), (3, 'new')",
                    "INSERT INTO shop.log VALUES ('a'), ('a')");
            target.execute("UPDATE shop.orders SET v = 'new' WHERE id = 3");
            more = ", standbys: [{host: 127.0.0.1, port: " + standby.port() + "}]";
            readLast("127.0.0.1:" + standby.port(), uuid(standby));

            for (String[] how : new String[][] {{}, {"--online"}}) {
                CommandLineRun run = run("check", how);
                assertThat(run.err()).isEmpty();
                assertThat(run.out()).endsWith("equal, 5 rows\n");
            }

            readLast("127.0.0.1:" + standby.port(), "another one");
            CommandLineRun run = run("check", "--online");
            assertThat(run.err()).startsWith("OTR-2106 at 127.0.0.1:" + standby.port());
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        }
    }

    private static void readLast(String address, String identity) throws SQLException {
        target.execute(
                "REPLACE INTO retl.retl_source (pipeline, configured, address, identity) VALUES"
                        + " ('shop/a-to-b', '127.0.0.1:%d', '%s', '%s')"
                                .formatted(source.port(), address, identity));
    }

    private static String uuid(MysqlServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@server_uuid")) {
            row.next();
            return row.getString(1);
        }
    }

    private CommandLineRun run(String command, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command, "-f", file().toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(Map.of(), arguments.toArray(String[]::new));
    }

    private Path file() throws IOException {
        return Files.writeString(
                folder.resolve("sync.yaml"),
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""%s}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                channels:
                  - {name: shop, pipelines: [{name: a-to-b, from: a, to: b, tables: [shop.*]}]}
                """
                        .formatted(source.port(), more, target.port()));
    }
}
