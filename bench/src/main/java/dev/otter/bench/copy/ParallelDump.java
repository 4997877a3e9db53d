package dev.otter.bench.copy;

import dev.otter.bench.host.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A parallel pair of tools, {@code mydumper} and {@code myloader}: one after the other, each with
 * several threads, by way of files in the temporary folder. The loader writes the target's log as
 * the others do.
 *
 * @param dump the dumping program
 * @param load the loading program
 * @param threads of each
 */
public record ParallelDump(Path dump, Path load, int threads) implements CopyContender {
    /** Rows of a file: enough files that all threads have some. */
    private static final int CHUNK = 100_000;

    /** Those that the machine has on its path, or that were fetched. */
    public static Optional<ParallelDump> found(int threads) {
        Optional<Path> dump = Programs.find("mydumper");
        Optional<Path> load = Programs.find("myloader");
        return dump.flatMap(one -> load.map(other -> new ParallelDump(one, other, threads)));
    }

    @Override
    public String title() {
        return "mydumper, myloader x " + threads;
    }

    @Override
    public CopyResult copy(CopyArena arena) throws Exception {
        Path folder = Files.createTempDirectory("otter-dump");
        try {
            Meter meter = new Meter(List.of(arena.source().pid(), arena.target().pid()));
            run(
                    dump,
                    arena.source().port(),
                    "--database=" + CopyArena.DATABASE,
                    "--outputdir=" + folder,
                    "--rows=" + CHUNK,
                    "--trx-consistency-only");
            run(
                    load,
                    arena.target().port(),
                    "--database=" + CopyArena.DATABASE,
                    "--directory=" + folder,
                    "--enable-binlog");
            Meter.Reading reading = meter.read();
            return new CopyResult(
                    arena.rows(),
                    reading.seconds(),
                    reading.used().get(0),
                    reading.used().get(1),
                    0,
                    reading.others());
        } finally {
            delete(folder);
        }
    }

    private void run(Path program, int port, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        program.toString(),
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--user=root",
                        "--threads=" + threads));
        command.addAll(List.of(options));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(program + " ended with " + process.exitValue());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.delete(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
