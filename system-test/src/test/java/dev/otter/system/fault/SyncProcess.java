package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the {@code sync} command in processes of its own, which can be killed. */
final class SyncProcess {
    private final Path file;
    private final Path log;
    private final List<Process> started = new ArrayList<>();

    /**
     * What a command that has ended said.
     *
     * @param exitCode its code
     * @param text all that it said
     */
    record Answer(int exitCode, String text) {}

    /**
     * For a file of its own.
     *
     * @param name of the file, without its ending
     */
    SyncProcess(Path folder, String name, String yaml) throws IOException {
        this.log = folder.resolve(name + ".log");
        this.file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    /** For one pipeline between two ports of this machine. */
    SyncProcess(Path folder, int sourcePort, int targetPort) throws IOException {
        this.log = folder.resolve("sync.log");
        this.file =
                Files.writeString(
                        folder.resolve("sync-" + targetPort + ".yaml"),
                        """
                        endpoints:
                          a: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
                          b: {type: mysql, host: 127.0.0.1, port: %d, user: root, password: "", tls: disabled}
                        channels:
                          - name: fault
                            pipelines:
                              - {name: a-to-b, from: a, to: b, start: now, tables: [%s.*]}
                        """
                                .formatted(sourcePort, targetPort, Sides.DATABASE));
    }

    Process start(String... more) throws IOException {
        return start("sync", log, more);
    }

    private Process start(String word, Path output, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin/java");
        command.addAll(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("dev.otter.app.OtterMain", word, "-f", file.toString()));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        started.add(process);
        return process;
    }

    /** Runs until everything that the source holds now is on the target. */
    void catchUp(Duration patience) throws IOException, InterruptedException {
        Process process = start("--until-caught-up");
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as("caught up within %s: %s", patience, log()).isTrue();
        assertThat(process.exitValue()).as("%s", log()).isZero();
    }

    /** Kills what still runs, when a test has failed. */
    void killAll() {
        for (Process process : started) {
            process.destroyForcibly();
        }
    }

    /** Ends a process of {@link #start} in good order. */
    void end(Process process) throws IOException, InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as("ended when asked to: %s", log()).isTrue();
    }

    /** Runs {@code check} to its end. */
    Answer check(Duration patience, String... more) throws IOException, InterruptedException {
        Path output = Files.createTempFile(log.getParent(), "check-", ".log");
        Process process = start("check", output, more);
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output);
        assertThat(ended).as("compared within %s: %s", patience, text).isTrue();
        return new Answer(process.exitValue(), text);
    }

    /** Whether one of the processes has said this. */
    boolean said(String words) throws IOException {
        return Files.exists(log) && Files.readString(log).contains(words);
    }

    /** The end of what all processes have said. */
    String log() throws IOException {
        String all = Files.exists(log) ? Files.readString(log) : "";
        return all.substring(Math.max(0, all.length() - 6000));
    }
}
