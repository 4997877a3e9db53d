package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Amounts;
import dev.otter.app.view.Console;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.engine.verify.TableVerifier;
import java.util.List;

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
            for (TablePair pair : Preflight.pairs(entry, verifier)) {
                for (TableShape source : pair.sources()) {
                    console.line("  " + source.name() + " -> " + pair.targetName());
                }
                for (String problem : pair.problems()) {
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
}
