package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.config.SyncFileReader;
import dev.otter.app.view.Console;
import dev.otter.app.view.JsonView;
import dev.otter.app.view.LiveView;
import dev.otter.app.view.PlainView;
import dev.otter.app.view.StatusView;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter sync}: runs the pipelines of a file in this process. */
@Command(
        name = "sync",
        description = "Runs the pipelines of a file in this process, without a manager.")
public final class SyncCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final PipelineStarter starter;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, such as sync.yaml.")
    private Path file;

    @Option(
            names = "--until-caught-up",
            description =
                    "End with code 0 once everything committed on the sources up to now is in the"
                            + " targets.")
    private boolean untilCaughtUp;

    @Option(names = "--json", description = "One JSON line per pipeline and second.")
    private boolean json;

    @Option(
            names = "--dry-run",
            description = "Show the tables in scope and what does not fit; change nothing.")
    private boolean dryRun;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "Only this pipeline, by its name or as channel/name; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--use-standby",
            paramLabel = "HOST:PORT",
            description =
                    "Read from this server of the source from now on, whatever was read before.")
    private String standby;

    @Option(
            names = "--standby-position",
            paramLabel = "FILE:OFFSET",
            description =
                    "With --use-standby: where to go on in that server's log, when it cannot be"
                            + " found (OTR-2103).")
    private String standbyPosition;

    @Option(
            names = "--consent-to-full-load",
            description =
                    "Pipelines with 'snapshot: when-needed' whose source no longer has the log that"
                            + " is needed next may empty their tables on the target and copy them"
                            + " anew.")
    private boolean consent;

    public SyncCommand(Surroundings surroundings, PipelineStarter starter) {
        this.surroundings = surroundings;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        SyncFile sync = new SyncFileReader(surroundings.variables()).read(file);
        List<SyncFile.Entry> entries = Selection.of(sync, only);
        WaysBack.refuseReadingBack(sync, entries);
        if (dryRun) {
            return new DryRun(surroundings).run(entries);
        }
        PipelineStarter chosen = starter(entries);
        if (!json) {
            entries.stream()
                    .filter(entry -> entry.pipeline().options().verify().schedule().isPresent())
                    .forEach(entry ->
                            surroundings
                                    .console()
                                    .line(
                                            entry.name()
                                                    + ": 'verify.schedule' is followed by managers"
                                                    + " only; let cron start 'otter check"
                                                    + " --online'"));
        }
        if (standby == null) {
            Preflight.checkNamedTables(entries);
        }
        try (Session session = new Session(chosen, view())) {
            session.start(
                    consent ? entries.stream().map(SyncFile.Entry::consenting).toList() : entries);
            if (untilCaughtUp) {
                session.aimAtSourceEnds();
            }
            session.runUntil(surroundings.stop());
            return session.end();
        }
    }

    private PipelineStarter starter(List<SyncFile.Entry> entries) {
        if (standby == null) {
            if (standbyPosition != null) {
                throw new OtterException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "--standby-position stands without --use-standby",
                        "",
                        "Name the server whose log it is a position of.");
            }
            return starter;
        }
        return StandbyStarter.of(starter, entries, standby, Optional.ofNullable(standbyPosition));
    }

    private StatusView view() {
        Console console = surroundings.console();
        if (json) {
            return new JsonView(console, surroundings.clock());
        }
        return console.terminal()
                ? new LiveView(console, surroundings.clock(), List::of)
                : new PlainView(console, surroundings.clock());
    }
}
