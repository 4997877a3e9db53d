package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.StopSignal;
import dev.otter.app.command.Surroundings;
import dev.otter.app.view.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists, descriptions, channels and logs of a manager. */
class OperateTest {
    private static final String FILE =
            """
            endpoints:
              a: {type: mysql, host: 10.0.0.1, user: otter, password: hidden}
              b: {type: mysql, host: 10.0.0.2, user: otter, password: hidden}
            channels:
              - {name: shop, pipelines: [{name: p, from: a, to: b, tables: [shop.*]}]}
              - {name: empty}
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private ManagerFixture manager;

    @BeforeEach
    void start() {
        manager = new ManagerFixture(folder);
        manager.logIn();
        CommandLineRun run =
                CommandLineRun.withInput(FILE, manager.variables(), "apply", "-y", "-f", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void things_are_listed_and_described_for_people_and_for_scripts() {
        assertThat(manager.run("get", "channels").out().lines().toList().get(0))
                .matches("NAME +ID +STATE +PIPELINES +VERSION +CHANGED");
        assertThat(manager.run("get", "channels").out()).contains("stopped");
        JsonNode endpoint =
                new JsonMapper().readTree(manager.run("get", "endpoint", "A", "--json").out());
        assertThat(endpoint.get("config").get("host").asString()).isEqualTo("10.0.0.1");
        CommandLineRun described = manager.run("describe", "channel", "empty");
        assertThat(described.out())
                .contains("state: stopped")
                .contains("obstacle: The channel has no pipeline; add one.")
                .contains("name: empty");
        assertThat(manager.run("describe", "system").out()).contains("system parameters system");

        CommandLineRun kind = manager.run("get", "chanel");
        assertThat(kind.exitCode()).isEqualTo(1);
        assertThat(kind.err()).contains("Did you mean 'channel'?");
        CommandLineRun name = manager.run("describe", "channel", "shob");
        assertThat(name.err()).contains("OTR-4205", "Did you mean 'shop'?");
    }

    @Test
    void channels_are_started_and_stopped_and_waited_for() {
        assertThat(manager.run("start", "shop", "--wait").out())
                .isEqualTo("channel shop is running\n");
        assertThat(manager.run("pause", "shop").out()).isEqualTo("channel shop is paused\n");
        assertThat(manager.run("resume", "shop").out()).isEqualTo("channel shop is running\n");
        assertThat(manager.run("stop", "shop", "--wait", "--json").out()).contains("\"stopped\"");
        CommandLineRun refused = manager.run("start", "empty");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("OTR-4208", "add one");
    }

    @Test
    void log_records_are_shown_oldest_first_and_followed() throws Exception {
        manager.tell("shop", "the first");
        manager.tell("other", "the second");
        assertThat(manager.run("logs").out())
                .matches("(?s).*shop.*the first\n.*other.*the second\n");
        assertThat(manager.run("logs", "-n", "1").out().lines()).hasSize(1);
        assertThat(manager.run("logs", "--search", "shop", "--json").out().lines()).hasSize(1);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StopSignal signal = new StopSignal();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Surroundings surroundings =
                new Surroundings(
                        new Console(stream, stream, 0),
                        manager.variables(),
                        signal,
                        Clock.systemUTC());
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<Integer> follows =
                    pool.submit(() -> OtterCommand.run(List.of("logs", "--follow"), surroundings));
            try {
                Awaitility.await().atMost(PATIENCE).until(() -> text(out).contains("the second"));
                manager.tell("shop", "the third");
                Awaitility.await().atMost(PATIENCE).until(() -> text(out).contains("the third"));
            } finally {
                signal.request();
            }
            assertThat(follows.get()).isZero();
        }
        assertThat(text(out).lines()).hasSize(3);
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void help_is_grouped() {
        CommandLineRun run = manager.run("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "Configuration in a manager:", "Running channels:", "Processes:", "Login:")
                .contains("  apply     Brings a manager in line with a file");
    }
}
