package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter check}: compares source and target, row by row. */
@Command(
        name = "check",
        description = "Compares the tables of source and target, every row and every byte.",
        footer = {"", "Ends with code 0 when all are equal and 3 when something differs."})
public final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, such as sync.yaml.")
    private Path file;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "Only this pipeline, by its name or as channel/name; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "10",
            description = "Print this many differing rows per table (default: ${DEFAULT-VALUE}).")
    private int shown;

    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        SyncFile sync = new SyncFileReader(surroundings.variables()).read(file);
        EqualityCheck check =
                new EqualityCheck(surroundings, Math.max(0, shown), surroundings.stop()::requested);
        try {
            for (SyncFile.Entry entry : Selection.of(sync, only)) {
                check.compare(entry);
            }
        } catch (CancellationException _) {
            surroundings.console().line("interrupted before all was compared");
            return ExitCode.INTERRUPTED;
        }
        surroundings.console().line(check.verdict());
        return check.equal() ? ExitCode.DONE : ExitCode.DATA;
    }
}
