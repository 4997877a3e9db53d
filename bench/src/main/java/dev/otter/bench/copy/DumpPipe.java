package dev.otter.bench.copy;

import dev.otter.bench.host.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's own tools: {@code mysqldump | mysql}, with one consistent snapshot and large
 * INSERTs.
 *
 * @param dump the dumping program
 * @param client the program that reads it in
 */
public record DumpPipe(Path dump, Path client) implements CopyContender {

    /** Those that the machine has on its path, or that were fetched; MySQL's or MariaDB's. */
    public static Optional<DumpPipe> found() {
        Optional<Path> dump = Programs.find("mysqldump", "mariadb-dump");
        Optional<Path> client = Programs.find("mysql", "mariadb");
        return dump.flatMap(first -> client.map(second -> new DumpPipe(first, second)));
    }

    @Override
    public String title() {
        return dump.getFileName() + " | " + client.getFileName();
    }

    @Override
    public CopyResult copy(CopyArena arena) throws Exception {
        Meter meter = new Meter(List.of(arena.source().pid(), arena.target().pid()));
        List<Process> processes =
                ProcessBuilder.startPipeline(
                        List.of(
                                program(
                                        dump,
                                        arena.source().port(),
                                        "--single-transaction",
                                        "--quick",
                                        "--extended-insert",
                                        "--databases",
                                        CopyArena.DATABASE),
                                program(client, arena.target().port())));
        for (Process process : processes) {
            if (process.waitFor() != 0) {
                throw new IOException(title() + " ended with " + process.exitValue());
            }
        }
        Meter.Reading reading = meter.read();
        return new CopyResult(
                arena.rows(),
                reading.seconds(),
                reading.used().get(0),
                reading.used().get(1),
                0,
                reading.others());
    }

    private static ProcessBuilder program(Path file, int port, String... options) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        file.toString(),
                        "--no-defaults",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--user=root"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
