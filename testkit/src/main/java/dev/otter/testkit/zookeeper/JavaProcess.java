package dev.otter.testkit.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM, of the same JDK as this one. It dies with this JVM, even when that is killed, where
 * {@code setpriv} is installed: the kernel ties it to the thread that started it, which therefore
 * stays until it has ended. Thread-safe.
 */
public final class JavaProcess {
    private static final Path LEASH = Path.of("/usr/bin/setpriv");
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

    private final Process process;

    private JavaProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param arguments what follows the word java
     * @param folder where it runs
     * @param output where all that it prints goes, behind what is there
     */
    public static JavaProcess launch(List<String> arguments, Path folder, Path output) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(LEASH)) {
            words.addAll(List.of(LEASH.toString(), "--pdeathsig", "KILL", "--"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("keeper of " + folder.getFileName())
                .daemon()
                .start(() -> keep(builder, started));
        try {
            return new JavaProcess(started.get());
        } catch (ExecutionException e) {
            throw new ZooKeeperFailure("Cannot start java", e.getCause());
        } catch (InterruptedException e) {
            var _ = started.thenAccept(Process::destroyForcibly);
            Thread.currentThread().interrupt();
            throw new ZooKeeperFailure("Interrupted while starting java", e);
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

    /** Asks it to end and waits; false when it did not within the time. */
    public boolean shutDown(Duration limit) {
        process.destroy();
        return awaitEnd(limit);
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!awaitEnd(KILL_LIMIT)) {
            throw new ZooKeeperFailure("Process " + pid() + " survives its killing");
        }
    }

    /** Waits for its end; false when it did not come within the time. */
    public boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZooKeeperFailure("Interrupted while waiting for process " + pid(), e);
        }
    }
}
