package dev.otter.bench.copy;

import dev.otter.bench.host.Meter;
import dev.otter.bench.host.ProcessFigures;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Otter in a process of its own, with the options of {@code ./otter}: from its start to the moment
 * when all rows and indexes are there.
 *
 * @param options further options of its JVM
 */
public record OtterCopy(List<String> options) implements CopyContender {
    public OtterCopy {
        options = List.copyOf(options);
    }

    @Override
    public String title() {
        return "Otter";
    }

    @Override
    public CopyResult copy(CopyArena arena) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("@" + System.getProperty("otter.jvm"));
        command.addAll(options);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        CopyMain.class.getName(),
                        String.valueOf(arena.source().port()),
                        String.valueOf(arena.target().port())));
        Meter meter = new Meter(List.of(arena.source().pid(), arena.target().pid()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(CopyMain.DONE)) {
                    Meter.Reading reading = meter.read();
                    double peak = ProcessFigures.peakMegabytes(process.pid());
                    process.outputWriter().close();
                    process.waitFor();
                    return new CopyResult(
                            arena.rows(),
                            reading.seconds(),
                            reading.used().get(0),
                            reading.used().get(1),
                            peak,
                            reading.others());
                }
            }
            throw new IllegalStateException("Otter ended before all was copied");
        } finally {
            process.destroyForcibly();
        }
    }
}
