package dev.otter.app.view;

import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.online.OnlineComparison;
import dev.otter.engine.verify.online.OnlineProgress;
import java.time.Duration;
import java.util.List;

/** Shows a comparison while both sides are written. For one thread. */
public final class OnlineView {
    private static final Duration TELL_WAIT = Duration.ofSeconds(5);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(60);

    private final Console console;
    private final ComparisonView tables;
    private RateMeter rate = new RateMeter();
    private String pipeline = "";
    private int count;
    private int done;
    private long estimatedRows;
    private long waitingSince = -1;
    private long told = -1;

    public OnlineView(Console console) {
        this.console = console;
        this.tables = new ComparisonView(console);
    }

    public void begin(String name, int tableCount, long estimate) {
        pipeline = name;
        count = tableCount;
        done = 0;
        estimatedRows = estimate;
        rate = new RateMeter();
        tables.begin(name, tableCount, estimate);
    }

    /** Draws how far it is on a terminal; a wait is also told where there is none. */
    public void progress(TablePair pair, OnlineProgress progress, long nanos) {
        String waiting = progress.waiting();
        if (console.terminal()) {
            console.block(List.of(line(pair, progress, nanos)));
        } else {
            tellWait(waiting, nanos);
        }
    }

    private void tellWait(String waiting, long nanos) {
        if (waiting.isEmpty()) {
            waitingSince = -1;
            return;
        }
        if (waitingSince < 0) {
            waitingSince = nanos;
        }
        boolean due = told < 0 || nanos - told > TELL_AGAIN.toNanos();
        if (due && nanos - waitingSince > TELL_WAIT.toNanos()) {
            told = nanos;
            console.error(pipeline + ": waits for " + waiting);
        }
    }

    private String line(TablePair pair, OnlineProgress progress, long nanos) {
        long rows = progress.sourceRows();
        double perSecond = rate.add(nanos, rows);
        StringBuilder line =
                new StringBuilder(
                        "%s  table %d of %d: %s  %s  %s rows/s"
                                .formatted(
                                        pipeline,
                                        done + 1,
                                        count,
                                        pair.title(),
                                        Amounts.count(rows, "row"),
                                        Amounts.perSecond(perSecond)));
        if (perSecond >= 1 && estimatedRows > rows) {
            long seconds = Math.round((estimatedRows - rows) / perSecond);
            line.append("  about ").append(Amounts.time(Duration.ofSeconds(seconds)));
            line.append(" left");
        }
        if (progress.open() > 0) {
            line.append("  ").append(Amounts.count(progress.open())).append(" to be decided");
        }
        if (!progress.waiting().isEmpty()) {
            line.append("  waits for ").append(progress.waiting());
        }
        return line.toString();
    }

    /** Tells what differs in a table and what is left open. */
    public void table(OnlineComparison comparison) {
        done++;
        String title = comparison.result().pair().title();
        tables.table(comparison.result());
        comparison
                .atRest()
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason ->
                        console.line(
                                "%s: compared at rest only: %s%s"
                                        .formatted(
                                                title,
                                                reason,
                                                comparison.undecided() == 0
                                                        ? ""
                                                        : "; differences may be rows on their way:"
                                                                + " compare again while nothing is"
                                                                + " written")));
        for (String key : comparison.undecidedShown()) {
            console.line(title + ": undecided: " + key);
        }
        long more = comparison.undecided() - comparison.undecidedShown().size();
        if (more > 0) {
            console.line(
                    "%s: %s undecided"
                            .formatted(
                                    title,
                                    comparison.undecidedShown().isEmpty()
                                            ? Amounts.count(more, "row")
                                            : "and " + Amounts.count(more) + " more"));
        }
    }

    /** Takes the drawing away. */
    public void end() {
        tables.end();
    }
}
