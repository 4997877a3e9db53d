package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Amounts;
import dev.otter.app.view.Console;
import dev.otter.engine.pipeline.AttachedFiles;
import dev.otter.engine.pipeline.ViewedTable;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/** Shows what pipelines would do, and what stands in their way; changes nothing. */
final class DryRun {
    private final Surroundings surroundings;

    DryRun(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Code 0, or that of a configuration error when a pipeline could not work. */
    int run(List<SyncFile.Entry> entries) {
        Console console = surroundings.console();
        int problems = 0;
        for (SyncFile.Entry entry : entries) {
            console.line(
                    entry.name()
                            + ": from "
                            + entry.pipeline().from()
                            + " to "
                            + entry.pipeline().to());
            TableVerifier verifier =
                    new TableVerifier(
                            entry.pipeline().from(),
                            entry.pipeline().to(),
                            0,
                            surroundings.stop()::requested);
            problems += files(entry.pipeline());
            List<ViewedTable> views = ViewedTable.of(entry.pipeline());
            for (TablePair pair : Preflight.pairs(entry, verifier)) {
                for (TableShape source : pair.sources()) {
                    console.line("  " + source.name() + " -> " + pair.targetName());
                    problems += view(source.name(), pair.targetName(), views);
                    entry.pipeline()
                            .options()
                            .views()
                            .files(source.name())
                            .ifPresent(files -> console.line("    " + words(files)));
                }
                if (made(entry, pair)) {
                    console.line("    " + pair.targetName() + " is made by the full load");
                    continue;
                }
                for (String problem : problems(pair, views)) {
                    problems++;
                    console.line("    ! " + problem);
                }
            }
        }
        console.line(
                problems == 0
                        ? "ready: nothing stands in the way"
                        : "not ready: " + Amounts.count(problems, "problem"));
        return problems == 0 ? ExitCode.DONE : ExitCode.CONFIGURATION;
    }

    /** Whether the full load that the pipeline begins with makes the target's table. */
    private static boolean made(SyncFile.Entry entry, TablePair pair) {
        return pair.target().isEmpty()
                && entry.pipeline().options().snapshot() != SnapshotMode.NEVER;
    }

    /** Whether attached files stand in the way, as a number of problems. */
    private int files(Pipeline pipeline) {
        Optional<OtterException> problem = AttachedFiles.problem(pipeline, surroundings.clock());
        problem.ifPresent(error -> surroundings.console().line("  ! " + error.what()));
        return problem.isPresent() ? 1 : 0;
    }

    private static String words(FileRules files) {
        return "files: %s, %s -> %s"
                .formatted(
                        files.resolver()
                                .map(name -> "resolver " + name)
                                .orElseGet(() -> "paths in " + String.join(", ", files.columns())),
                        files.from(),
                        files.to());
    }

    /** Shows what becomes of a table's rows; gives the number of problems. */
    private int view(TableName table, TableName target, List<ViewedTable> views) {
        int problems = 0;
        for (ViewedTable view : views) {
            if (view.leads(table, target)) {
                view.lines().forEach(line -> surroundings.console().line("    " + line));
                if (view.problem().isPresent()) {
                    problems++;
                    surroundings.console().line("    ! " + view.problem().get().what());
                }
            }
        }
        return problems;
    }

    /** Columns of tables with views differ on purpose; the view tells what stands in the way. */
    private static List<String> problems(TablePair pair, List<ViewedTable> views) {
        List<TableShape> plain =
                pair.sources().stream()
                        .filter(source ->
                                views.stream()
                                        .noneMatch(view ->
                                                view.leads(source.name(), pair.targetName())))
                        .toList();
        return plain.isEmpty() && pair.target().isPresent()
                ? List.of()
                : new TablePair(
                                plain.isEmpty() ? pair.sources() : plain,
                                pair.targetName(),
                                pair.target())
                        .problems();
    }
}
