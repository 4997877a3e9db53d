package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of the operating system, run to its end.
 *
 * @param words the program and its arguments
 * @param environment variables set on top of ours
 * @param folder where it runs
 * @param limit how long it may take before it is killed
 */
record Command(List<String> words, Map<String, String> environment, Path folder, Duration limit) {

    /**
     * How a command ended.
     *
     * @param exit its exit code; -1 when it could not be started or took too long
     * @param output both its streams
     */
    record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    static Command in(Path folder, String... words) {
        return new Command(List.of(words), Map.of(), folder, Duration.ofMinutes(2));
    }

    /** Runs it; a command that cannot be started or runs too long is an outcome, not an error. */
    Outcome run() throws IOException {
        Path output = Files.createTempFile("otter-command", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().putAll(environment);
            builder.environment().put("LC_ALL", "C");
            builder.directory(folder.toFile());
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                return new Outcome(-1, String.valueOf(e.getMessage()));
            }
            process.getOutputStream().close();
            boolean ended = await(process);
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            return ended
                    ? new Outcome(process.exitValue(), text)
                    : new Outcome(-1, text + "\nkilled after " + limit);
        } finally {
            Files.delete(output);
        }
    }

    /** Runs it and throws, with all it said, when it does not succeed. */
    String runOrThrow(String purpose) throws IOException {
        Outcome outcome = run();
        if (!outcome.succeeded()) {
            throw new ServerException(
                    "Cannot %s: '%s' ended with %d and said: %s"
                            .formatted(
                                    purpose,
                                    String.join(" ", words),
                                    outcome.exit(),
                                    outcome.output().strip()));
        }
        return outcome.output();
    }

    private boolean await(Process process) {
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while running " + words.getFirst(), e);
        }
    }
}
