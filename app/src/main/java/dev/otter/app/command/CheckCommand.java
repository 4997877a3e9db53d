package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.online.OnlineConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TablePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter check}: compares source and target, row by row. */
@Command(
        name = "check",
        description = "Compares the tables of source and target, every row and every byte.",
        footer = {
            "",
            "Ends with code 0 when all are equal, 3 when something differs, and 2 when nothing that"
                    + " is known differs but rows are left undecided."
        })
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

    @Option(
            names = "--tables",
            paramLabel = "PATTERN",
            description = "Only source tables that match, such as shop.order_*; may be repeated.")
    private List<String> patterns = List.of();

    /** Whether a table was wanted. */
    private boolean matched;

    @ArgGroup(exclusive = false)
    private Online online;

    /** What belongs to a comparison while both sides are written. */
    static final class Online {
        @Option(
                names = "--online",
                required = true,
                description =
                        "While rows are written: only differences that are proven at a moment of"
                                + " the log are told. The pipeline must run, here or anywhere.")
        private boolean on;

        @Option(
                names = "--limit-rows-per-second",
                paramLabel = "N",
                defaultValue = "0",
                description = "Read so many source rows per second at most (0: no limit).")
        private long rowsPerSecond;

        @Option(
                names = "--limit-source-threads",
                paramLabel = "N",
                defaultValue = "64",
                description =
                        "Pause while more threads are running on the source (default:"
                                + " ${DEFAULT-VALUE}; 0: never).")
        private int sourceThreads;

        @Option(
                names = "--lock-hot-rows",
                description =
                        "Hold a share lock on a row that never rests, for two seconds at most, to"
                                + " decide it.")
        private boolean lockHotRows;

        @Option(
                names = "--repair",
                description =
                        "Send rows that differ through the running pipeline again, and compare"
                                + " until they are equal.")
        private boolean repair;

        @Option(
                names = "--resume",
                paramLabel = "STATE",
                description = "Keep in this file how far it is, and go on from there.")
        private Path state;

        private OnlineConfig limited(OnlineConfig config) {
            return new OnlineConfig(
                    config.pipeline(),
                    Math.max(0, rowsPerSecond),
                    Math.max(0, sourceThreads),
                    config.tries(),
                    config.patience(),
                    lockHotRows);
        }
    }

    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        SyncFile sync = new SyncFileReader(surroundings.variables()).read(file);
        Predicate<TablePair> wanted = wanted();
        if (online != null && online.on) {
            return online(sync, wanted);
        }
        EqualityCheck check =
                new EqualityCheck(
                        surroundings, Math.max(0, shown), surroundings.stop()::requested, wanted);
        try {
            for (SyncFile.Entry entry : Selection.of(sync, only)) {
                check.compare(entry);
            }
        } catch (CancellationException _) {
            surroundings.console().line("interrupted before all was compared");
            return ExitCode.INTERRUPTED;
        }
        requireMatch();
        surroundings.console().line(check.verdict());
        return check.equal() ? ExitCode.DONE : ExitCode.DATA;
    }

    private int online(SyncFile sync, Predicate<TablePair> wanted) throws InterruptedException {
        if (online.repair && online.state != null) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "--repair stands together with --resume",
                    "",
                    "Repair what a comparison from the beginning finds.");
        }
        OnlineCheck check =
                new OnlineCheck(
                        surroundings, Math.max(0, shown), wanted, online::limited, online.repair);
        Optional<CheckState> state = Optional.ofNullable(online.state).map(CheckState::open);
        List<SyncFile.Entry> entries = Selection.of(sync, only);
        OnlineCheck.Chosen chosen = new OnlineCheck.Chosen(sync, entries);
        try {
            for (SyncFile.Entry entry : entries) {
                check.compare(entry, chosen, state);
            }
        } catch (CancellationException _) {
            state.ifPresent(CheckState::write);
            surroundings.console().line("interrupted before all was compared");
            return ExitCode.INTERRUPTED;
        }
        requireMatch();
        state.ifPresent(CheckState::delete);
        surroundings.console().line(check.verdict());
        return check.exitCode();
    }

    private Predicate<TablePair> wanted() {
        List<TablePattern> parsed = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                parsed.add(TablePattern.parse(pattern));
            } catch (IllegalArgumentException e) {
                throw new OtterException(
                        ErrorCode.CONFIGURATION_INVALID,
                        e.getMessage(),
                        "--tables",
                        "Write it as database.table, where * stands for any characters.",
                        e);
            }
        }
        return pair -> {
            boolean fits =
                    parsed.isEmpty()
                            || pair.sources().stream()
                                    .anyMatch(source ->
                                            parsed.stream()
                                                    .anyMatch(p -> p.matches(source.name())));
            matched |= fits;
            return fits;
        };
    }

    /** Nothing compared must not read as equal. */
    private void requireMatch() {
        if (!matched) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "no table in scope matches " + String.join(" or ", patterns),
                    "--tables",
                    "Correct the pattern; case counts.");
        }
    }
}
