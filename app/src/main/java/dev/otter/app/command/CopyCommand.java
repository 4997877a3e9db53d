package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.app.view.Amounts;
import dev.otter.engine.pipeline.CopyAsking;
import dev.otter.engine.snapshot.CopyLook;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter copy}: copies tables into a pipeline that runs, or copies them anew. */
@Command(
        name = "copy",
        description =
                "Copies tables, or some of their rows, into a pipeline that runs, while both sides"
                        + " stay in use.",
        footer = {
            "",
            "The request is kept on the target: the process that runs the pipeline does it, now or"
                    + " when it runs next.",
            "Ends with code 0 when all is copied, 1 when a table was refused."
        })
public final class CopyCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_UNTIL_HINT = 10;

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
            names = "--table",
            paramLabel = "PATTERN",
            description =
                    "Only source tables that match, such as shop.orders or shop.order_*; may be"
                            + " repeated. Without it all tables in scope are copied anew.")
    private List<String> patterns = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            defaultValue = "",
            description =
                    "Only rows of the source for which this SQL condition is true; rows that the"
                            + " source does not have stay on the target.")
    private String where;

    @Option(names = "--no-wait", description = "Only ask; do not wait until it is done.")
    private boolean noWait;

    public CopyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A pipeline whose tables were asked for. */
    private record Asked(String name, CopyAsking asking, Set<TableName> tables) {}

    @Override
    public Integer call() throws InterruptedException {
        if (!where.isBlank() && patterns.isEmpty()) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "--where stands without --table",
                    "",
                    "Name the table whose rows it chooses.");
        }
        SyncFile sync = new SyncFileReader(surroundings.variables()).read(file);
        Predicate<TableName> wanted = wanted();
        List<Asked> asked = new ArrayList<>();
        for (SyncFile.Entry entry : Selection.of(sync, only)) {
            CopyAsking asking = new CopyAsking(entry.name(), entry.pipeline());
            List<TableName> tables = asking.ask(wanted, where.strip());
            tables.forEach(table ->
                    surroundings.console().line(entry.name() + ": " + table + " is asked for"));
            asked.add(new Asked(entry.name(), asking, new HashSet<>(tables)));
        }
        return noWait ? ExitCode.DONE : await(asked);
    }

    private Predicate<TableName> wanted() {
        List<TablePattern> parsed = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                parsed.add(TablePattern.parse(pattern));
            } catch (IllegalArgumentException e) {
                throw new OtterException(
                        ErrorCode.CONFIGURATION_INVALID,
                        e.getMessage(),
                        "--table",
                        "Write it as database.table, where * stands for any characters.",
                        e);
            }
        }
        return table -> parsed.isEmpty() || parsed.stream().anyMatch(p -> p.matches(table));
    }

    private int await(List<Asked> asked) throws InterruptedException {
        Map<String, String> shown = new HashMap<>();
        int looks = 0;
        while (true) {
            List<CopyLook> all = new ArrayList<>();
            for (Asked one : asked) {
                for (CopyLook look : one.asking().look()) {
                    if (one.tables().contains(look.table())) {
                        all.add(look);
                        show(one.name() + ": " + look.table(), text(look), shown);
                    }
                }
            }
            if (all.stream().allMatch(CopyLook::ended)) {
                boolean refused =
                        all.stream().anyMatch(look -> look.stage() == CopyLook.Stage.REFUSED);
                return refused ? ExitCode.CONFIGURATION : ExitCode.DONE;
            }
            looks++;
            if (looks == LOOKS_UNTIL_HINT
                    && all.stream().anyMatch(look -> look.stage() == CopyLook.Stage.ASKED)) {
                surroundings
                        .console()
                        .line(
                                "nobody has seen the request yet: it is done when the pipeline runs"
                                        + " (otter sync)");
            }
            if (surroundings.stop().await(LOOK)) {
                surroundings.console().line("interrupted; what was asked for is done all the same");
                return ExitCode.INTERRUPTED;
            }
        }
    }

    private void show(String table, String text, Map<String, String> shown) {
        if (!text.equals(shown.put(table, text))) {
            surroundings.console().line(table + " " + text);
        }
    }

    private static String text(CopyLook look) {
        return switch (look.stage()) {
            case ASKED -> "waits until the pipeline sees it";
            case WAITING -> "waits for its turn";
            case COPYING ->
                    "is copied: "
                            + Amounts.count(look.rows(), "row")
                            + " of about "
                            + Amounts.count(look.estimated());
            case COMPLETING -> "has all rows; its indexes are built";
            case DONE -> "is copied, " + Amounts.count(look.rows(), "row");
            case REFUSED -> "is refused: " + look.error();
        };
    }
}
