package dev.otter.cluster.election;

import static org.awaitility.Awaitility.await;

import dev.otter.testkit.server.ServerProcess;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A {@link CandidateMain} in a process of its own; nodes 1 and 2 are candidates. */
final class CandidateProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ServerProcess process;
    private final Path told;

    private CandidateProcess(ServerProcess process, Path told) {
        this.process = process;
        this.told = told;
    }

    /** Starts it and waits until it has joined. */
    static CandidateProcess join(
            ZooKeeperServer zookeeper, Duration configured, int nid, Path folder) {
        Path told = folder.resolve("told-" + nid);
        ServerProcess process =
                ServerProcess.launch(
                        List.of(
                                ServerProcess.java(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CandidateMain.class.getName(),
                                zookeeper.address(),
                                String.valueOf(configured.toMillis()),
                                String.valueOf(nid),
                                "1,2",
                                told.toString()),
                        Map.of(),
                        folder,
                        folder.resolve("log-" + nid));
        CandidateProcess candidate = new CandidateProcess(process, told);
        candidate.awaitFirst("joined");
        return candidate;
    }

    /** All that it was told, oldest first; the first line is "joined". */
    List<String> told() {
        try {
            return Files.exists(told) ? Files.readAllLines(told) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has been told this and nothing else. */
    void awaitExactly(String... lines) {
        await().atMost(PATIENCE).until(() -> told().equals(List.of(lines)));
    }

    private void awaitFirst(String line) {
        await().atMost(PATIENCE).until(() -> told().contains(line));
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
