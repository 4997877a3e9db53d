package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.torture.Torture;
import dev.otter.testkit.workload.torture.TortureSpec;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed, not stopped, at random moments while random work goes on; strict mode, so
 * that a transaction applied twice or in halves would be refused. Both sides are equal at the end.
 *
 * <p>{@code otter.crash.kills} (4) says how often.
 */
class CrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @TempDir private Path folder;

    @Test
    void nothing_is_lost_or_doubled_by_kills() throws Exception {
        int kills = Integer.getInteger("otter.crash.kills", 4);
        Random random = new Random(42);
        try (MysqlServer source = MysqlServer.start(ServerSpec.mysql80().withServerId(21));
                MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(22))) {
            Path file = file(source, target);
            Torture torture = prepared(source, target);
            assertThat(finish(sync(file, "--until-caught-up"))).isZero();
            try (Connection connection = source.connect()) {
                torture.seed(connection);
            }
            try (WorkloadRun load =
                    torture.start(
                            () -> source.connect(),
                            RunConfig.of("crash", 3, RunLimit.untilStopped()))) {
                for (int kill = 0; kill < kills; kill++) {
                    Process process = sync(file);
                    boolean ended =
                            process.waitFor(1500 + random.nextInt(4000), TimeUnit.MILLISECONDS);
                    assertThat(ended).as("ended by itself: %s", log()).isFalse();
                    process.destroyForcibly().waitFor();
                }
                load.stop();
                load.await(PATIENCE);
            }

            assertThat(finish(sync(file, "--until-caught-up"))).as("%s", log()).isZero();
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases("torture");
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
        }
    }

    private static Torture prepared(MysqlServer source, MysqlServer target) throws Exception {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            ServerFeatures features = ServerFeatures.of(from).and(ServerFeatures.of(to));
            Torture torture = new Torture(TortureSpec.of("torture", 77, features));
            torture.createTables(from);
            torture.createTables(to);
            return torture;
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
                  - name: crash
                    pipelines:
                      - {name: a-to-b, from: a, to: b, start: now, tables: [torture.*]}
                """
                        .formatted(source.port(), target.port()));
    }

    private Process sync(Path file, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin/java");
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("dev.otter.app.OtterMain", "sync", "-f", file.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
    }

    private static int finish(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path logFile() {
        return folder.resolve("sync.log");
    }

    private String log() throws Exception {
        return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    }
}
