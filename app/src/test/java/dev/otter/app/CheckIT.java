package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.ExitCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server plays both sides. */
class CheckIT {
    private static MysqlServer server;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void tables() throws SQLException {
        server.execute(
                "DROP DATABASE IF EXISTS here",
                "DROP DATABASE IF EXISTS there",
                "CREATE DATABASE here",
                "CREATE DATABASE there",
                "CREATE TABLE here.a (id INT PRIMARY KEY, v VARCHAR(20))",
                "CREATE TABLE here.b (id INT PRIMARY KEY, v VARCHAR(20))",
                "CREATE TABLE there.a LIKE here.a",
                "CREATE TABLE there.b LIKE here.b",
                "INSERT INTO here.a VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO there.a VALUES (1, 'one'), (2, 'two')");
    }

    @Test
    void equal_tables_end_with_code_0() throws IOException {
        CommandLineRun run = run("check", "here.*", "there.*");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("equal, 2 rows\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void differences_are_printed_and_end_with_code_3() throws IOException, SQLException {
        server.execute(
                "UPDATE there.a SET v = 'zwei' WHERE id = 2", "INSERT INTO here.b VALUES (7, '')");

        CommandLineRun run = run("check", "here.*", "there.*");

        assertThat(run.out())
                .isEqualTo(
                        """
                        here.a -> there.a: different: id=2: v is 'two', on the target 'zwei'
                        here.a -> there.a: 2 rows on the source, 2 rows on the target
                        here.b -> there.b: missing on the target: id=7
                        here.b -> there.b: 1 row on the source, 0 rows on the target
                        different: 2 rows in 2 of 2 tables
                        """);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void a_dry_run_shows_where_tables_go_and_what_is_missing() throws IOException, SQLException {
        server.execute("DROP TABLE there.b", "ALTER TABLE there.a DROP COLUMN v");

        CommandLineRun run = run("sync", "here.*", "there.*", "--dry-run");

        assertThat(run.out().replaceAll("\\(.*?\\)", "(..)"))
                .isEqualTo(
                        """
                        test/here-to-there: from a (..) to b (..)
                          here.a -> there.a
                            ! column here.a.v is missing on the target
                          here.b -> there.b
                            ! table there.b is missing on the target
                        not ready: 2 problems
                        """);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void a_named_table_that_is_missing_is_told_with_its_place() throws IOException {
        for (String command : new String[] {"check", "sync"}) {
            CommandLineRun run = run(command, "here.c", "there.c");

            assertThat(run.err().strip())
                    .isEqualTo(
                            "OTR-1002 table here.c does not exist on a (root@127.0.0.1:"
                                    + server.port()
                                    + ") [sync.yaml:11:13, test/here-to-there]. Create it, grant"
                                    + " SELECT on it, or correct the entry.");
            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        }
    }

    @Test
    void patterns_that_match_nothing_are_told() throws IOException {
        CommandLineRun run = run("check", "nowhere.*", "there.*");

        assertThat(run.err()).startsWith("OTR-1002 no table of a (root@").contains("sync.yaml:6:9");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void a_server_that_is_not_there_is_told_with_its_place() throws IOException {
        Path file = file("here.*", "there.*", 1);

        CommandLineRun run = CommandLineRun.of(Map.of(), "check", "-f", file.toString());

        assertThat(run.err().replace(file.toString(), "sync.yaml").strip())
                .startsWith("OTR-2001 cannot connect to 127.0.0.1:1")
                .contains("[sync.yaml:3:3, test/here-to-there, endpoint b (root@127.0.0.1:1)]")
                .endsWith("Check host, port and network, and that the server runs.")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    private CommandLineRun run(String command, String source, String target, String... more)
            throws IOException {
        Path file = file(source, target, server.port());
        String[] arguments = new String[3 + more.length];
        arguments[0] = command;
        arguments[1] = "-f";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        CommandLineRun run = CommandLineRun.of(Map.of(), arguments);
        return new CommandLineRun(
                run.exitCode(), run.out(), run.err().replace(file.toString(), "sync.yaml"));
    }

    private Path file(String source, String target, int targetPort) throws IOException {
        return Files.writeString(
                folder.resolve("sync.yaml"),
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                channels:
                  - {name: test, pipelines: [
                        {
                          name: here-to-there,
                          from: a,
                          to: b,
                          tables: [
                            {source: "%s", target: "%s"}]}]}
                """
                        .formatted(server.port(), targetPort, source, target));
    }
}
