package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.ExitCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command shows of tables whose rows are changed on the way. */
class ViewedTablesIT {
    private static final String VIEW =
            "{source: here.a, target: there.a, columns: {exclude: [secret], rename: {id: number}},"
                    + " where: row.id > 1, set: {site: \"'sh'\", phone: 'mask(row.phone, 3, 4)'}}";

    private static MysqlServer server;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = MysqlServer.start(ServerSpec.mysql80());
        server.execute(
                "CREATE DATABASE here",
                "CREATE DATABASE there",
                "CREATE TABLE here.a (id INT PRIMARY KEY, secret INT, phone VARCHAR(20))",
                "CREATE TABLE there.a (number INT PRIMARY KEY, phone VARCHAR(20), site CHAR(2))",
                "CREATE TABLE here.b (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE there.b (id INT PRIMARY KEY, v INT)");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private CommandLineRun run(String command, String entry, String... more) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sync.yaml"),
                        """
                        endpoints:
                          a: {type: mysql, host: 127.0.0.1, port: %1$d, user: root, password: ""}
                          b: {type: mysql, host: 127.0.0.1, port: %1$d, user: root, password: ""}
                        channels:
                          - name: test
                            pipelines:
                              - name: p
                                from: a
                                to: b
                                tables:
                                  - {source: here.b, target: there.b}
                                  - %2$s
                        """
                                .formatted(server.port(), entry));
        String[] arguments = new String[3 + more.length];
        arguments[0] = command;
        arguments[1] = "-f";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandLineRun.of(Map.of(), arguments);
    }

    @Test
    void a_dry_run_shows_the_view() throws IOException {
        CommandLineRun run = run("sync", VIEW, "--dry-run");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().replaceAll("\\([^)]*@.*?\\)", "(..)"))
                .isEqualTo(
                        """
                        test/p: from a (..) to b (..)
                          here.a -> there.a
                            columns: id -> number, phone = mask(row.phone, 3, 4), site = 'sh'
                            not sent: secret
                            only rows where row.id > 1
                          here.b -> there.b
                        ready: nothing stands in the way
                        """);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_dry_run_shows_what_is_wrong_with_a_view() throws IOException {
        CommandLineRun run = run("sync", VIEW.replace("row.id > 1", "row.x > 1"), "--dry-run");

        assertThat(run.out())
                .contains("    ! the expression of 'where' cannot be used: row.x > 1")
                .contains("not ready: 1 problem");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void rows_that_differ_on_purpose_are_not_compared() throws IOException {
        CommandLineRun run = run("check", VIEW);

        assertThat(run.err()).contains("OTR-1004", "here.a", "cannot be compared yet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }
}
