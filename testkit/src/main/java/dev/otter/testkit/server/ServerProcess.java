package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One run of a server, or of another program. It dies with this JVM, even when the JVM is killed,
 * where {@code setpriv} is installed. The kernel ties it to the thread that started it, not to the
 * process; therefore each run has a thread of its own which starts it and stays until it has ended.
 * Thread-safe.
 */
public final class ServerProcess {
    private static final Path LEASH = Path.of("/usr/bin/setpriv");
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** The command of the JDK that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts it; its streams go to the file, which is overwritten. */
    public static ServerProcess launch(
            List<String> command, Map<String, String> environment, Path folder, Path output) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(LEASH)) {
            words.addAll(List.of(LEASH.toString(), "--pdeathsig", "KILL", "--"));
        }
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("keeper of " + folder.getFileName())
                .daemon()
                .start(() -> keep(builder, started));
        try {
            return new ServerProcess(started.get());
        } catch (ExecutionException e) {
            throw new ServerException("Cannot start " + command.getFirst(), e.getCause());
        } catch (InterruptedException e) {
            var _ = started.thenAccept(Process::destroyForcibly);
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while starting a server", e);
        }
    }

    private static void keep(ProcessBuilder builder, CompletableFuture<Process> started) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            started.completeExceptionally(e);
            return;
        }
        started.complete(process);
        process.onExit().join();
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Asks it to shut down in order and waits; false when it did not within the time. */
    public boolean shutDown(Duration limit) {
        process.destroy();
        return awaitEnd(limit);
    }

    /** Kills it as a power cut would and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!awaitEnd(KILL_LIMIT)) {
            throw new ServerException("Process " + pid() + " survives its killing");
        }
    }

    /** Waits for the end; also the way to wait a while for something else. */
    public boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while waiting for process " + pid(), e);
        }
    }
}
