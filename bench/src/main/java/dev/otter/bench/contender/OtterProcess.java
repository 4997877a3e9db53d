package dev.otter.bench.contender;

import dev.otter.bench.host.Meter;
import dev.otter.bench.host.ProcessFigures;
import dev.otter.bench.replay.Arena;
import dev.otter.bench.replay.Segment;
import dev.otter.model.position.LogPosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Otter in a process of its own, with the options of {@code ./otter}.
 *
 * @param options further options of its JVM
 */
public record OtterProcess(List<String> options) implements Contender {
    private static final long END_SECONDS = 60;

    public OtterProcess {
        options = List.copyOf(options);
    }

    @Override
    public String title() {
        return "Otter";
    }

    @Override
    public Result catchUp(Arena arena, Segment segment) throws Exception {
        Process process =
                start(
                        arena,
                        segment.warmUpDatabase(),
                        segment.begin(),
                        List.of(
                                segment.warm().toString(),
                                segment.mix().database(),
                                segment.end().toString()));
        try (BufferedReader lines = process.inputReader()) {
            expect(lines, "reached " + segment.warm());
            Meter meter =
                    new Meter(List.of(arena.source().pid(), arena.target().pid(), process.pid()));
            expect(lines, "reached " + segment.end());
            Meter.Reading reading = meter.read();
            double peak = ProcessFigures.peakMegabytes(process.pid());
            Result result = Result.of(segment.rows(), reading, reading.used().get(2), peak);
            end(process);
            return result;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public Following follow(Arena arena, String database) throws Exception {
        Process process = start(arena, database, null, List.of());
        expect(process.inputReader(), "running");
        return () -> end(process);
    }

    private Process start(Arena arena, String database, LogPosition from, List<String> positions)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("@" + System.getProperty("otter.jvm"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ReplayMain.class.getName()));
        command.addAll(
                List.of(
                        String.valueOf(arena.source().port()),
                        String.valueOf(arena.target().port()),
                        database,
                        from == null ? "now" : from.toString()));
        command.addAll(positions);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void expect(BufferedReader lines, String wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new IllegalStateException("Otter ended before it said '" + wanted + "'");
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Otter did not end within " + END_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("Otter ended with " + process.exitValue());
        }
    }
}
