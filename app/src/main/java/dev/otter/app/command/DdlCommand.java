package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.engine.ddl.DdlDecisions.Decision;
import dev.otter.engine.pipeline.WaitingStatements;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter ddl}: shows statements that wait for somebody, and takes decisions on them. */
@Command(
        name = "ddl",
        description = "Shows statements that wait for approval, or decides on one.",
        footer = {
            "",
            "Without a decision it lists the statements that are not over. Ends with code 1 when no"
                    + " statement waits under the name that is decided on."
        })
public final class DdlCommand implements Callable<Integer> {
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

    @ArgGroup(exclusive = true)
    private Choice choice;

    /** What is decided on which statement. */
    static final class Choice {
        @Option(
                names = "--approve",
                paramLabel = "ID",
                description = "Let the statement of this name run on the target.")
        private String approve;

        @Option(
                names = "--skip",
                paramLabel = "ID",
                description = "Go on without it; rows that then do not fit are errors.")
        private String skip;

        @Option(
                names = "--done",
                paramLabel = "ID",
                description = "Somebody has done on the target what it does.")
        private String done;

        private String statement() {
            return approve != null ? approve : skip != null ? skip : done;
        }

        private Decision decision() {
            if (approve != null) {
                return Decision.APPROVED;
            }
            return skip != null ? Decision.SKIPPED : Decision.DONE;
        }
    }

    public DdlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SyncFile sync = new SyncFileReader(surroundings.variables()).read(file);
        List<SyncFile.Entry> entries =
                Selection.of(sync, only).stream()
                        .filter(entry -> !only.isEmpty() || entry.pipeline().to().type().readable())
                        .toList();
        if (choice == null) {
            boolean none = true;
            for (SyncFile.Entry entry : entries) {
                none &= list(entry);
            }
            if (none) {
                surroundings.console().line("no statement waits");
            }
            return ExitCode.DONE;
        }
        boolean decided = false;
        for (SyncFile.Entry entry : entries) {
            decided |= statements(entry).decide(choice.statement(), choice.decision());
        }
        if (!decided) {
            throw new OtterException(
                    ErrorCode.DDL_NOT_WAITING,
                    "no statement that this can be decided on waits under the name '"
                            + choice.statement()
                            + "'",
                    file.toString(),
                    "List them with 'otter ddl -f "
                            + file
                            + "'. One without a text for the target can be skipped or done only.");
        }
        surroundings
                .console()
                .line("written down; a pipeline that waits for it looks every second");
        return ExitCode.DONE;
    }

    private static WaitingStatements statements(SyncFile.Entry entry) {
        return new WaitingStatements(entry.name(), entry.pipeline());
    }

    private boolean list(SyncFile.Entry entry) {
        List<DdlDecisions.Waiting> waiting = statements(entry).list();
        for (DdlDecisions.Waiting one : waiting) {
            surroundings
                    .console()
                    .line(
                            "%s  %s  %s since %s"
                                    .formatted(
                                            one.transaction(),
                                            entry.name(),
                                            one.state(),
                                            one.since()));
            surroundings.console().line("  on the source:  " + oneLine(one.source()));
            surroundings
                    .console()
                    .line(
                            "  on the target:  "
                                    + (one.target().isEmpty()
                                            ? "cannot be carried over"
                                            : oneLine(one.target())));
        }
        return waiting.isEmpty();
    }

    private static String oneLine(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }
}
