package dev.otter.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends as scripts expect it. */
class NodeMainIT {
    @TempDir private Path folder;

    @Test
    void settings_that_cannot_be_used_end_it_with_one_and_a_sentence()
            throws IOException, InterruptedException {
        Path file = folder.resolve("otter.properties");
        Files.writeString(file, "otter.manager.adress = 10.0.0.1:1099\n");
        Files.writeString(folder.resolve("nid"), "1");
        Path log = folder.resolve("log");

        Process process =
                new ProcessBuilder(
                                ServerProcess.java(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                NodeMain.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(Files.readString(log, StandardCharsets.UTF_8))
                    .contains("cannot start", "OTR-4241", "otter.manager.address");
        } finally {
            process.destroyForcibly();
        }
    }
}
