package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.ExitCode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement waits for approval in one process, and another process gives it. */
class DdlCommandIT {
    private static final Pattern ENTRY = Pattern.compile("(\\S+) {2}shop/a-to-b {2}asked since .*");

    @TempDir private Path folder;

    @Test
    void a_statement_waits_until_the_command_approves_it() throws Exception {
        try (MysqlServer source = MysqlServer.start(ServerSpec.mysql80().withServerId(1));
                MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(2))) {
            for (MysqlServer server : new MysqlServer[] {source, target}) {
                server.execute(
                        "CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY)");
            }
            String file = file(source, target).toString();
            assertThat(run("sync", "-f", file, "--until-caught-up").exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(run("ddl", "-f", file).out()).isEqualTo("no statement waits\n");
            source.execute(
                    "CREATE TABLE shop.items (id INT PRIMARY KEY)",
                    "ALTER TABLE shop.orders ADD v INT",
                    "INSERT INTO shop.orders VALUES (1, 1)");

            CompletableFuture<CommandLineRun> sync =
                    CompletableFuture.supplyAsync(
                            () -> run("sync", "-f", file, "--until-caught-up"));
            String id = waiting(file);
            assertThat(run("ddl", "-f", file, "--approve", "no-such").err())
                    .startsWith("OTR-3010 ");
            assertThat(run("ddl", "-f", file, "--approve", id).exitCode()).isEqualTo(ExitCode.DONE);

            assertThat(sync.get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(run("check", "-f", file).out()).isEqualTo("equal, 1 row\n");
            assertThat(run("ddl", "-f", file).out()).isEqualTo("no statement waits\n");
        }
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of(), arguments);
    }

    /** The name of the statement that waits, as the command lists it. */
    private static String waiting(String file) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            String out = run("ddl", "-f", file).out();
            Matcher entry = ENTRY.matcher(out.lines().findFirst().orElse(""));
            if (entry.matches()) {
                assertThat(out).contains("ALTER TABLE shop.orders ADD v INT");
                return entry.group(1);
            }
            assertThat(System.nanoTime()).as(out).isLessThan(deadline);
        }
    }

    private Path file(MysqlServer source, MysqlServer target) throws Exception {
        return Files.writeString(
                folder.resolve("sync.yaml"),
                """
                endpoints:
                  a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                  b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: ""}
                channels:
                  - name: shop
                    pipelines:
                      - name: a-to-b
                        from: a
                        to: b
                        tables: [shop.*]
                        ddl: {otherwise: apply, alter: ask}
                """
                        .formatted(source.port(), target.port()));
    }
}
