package dev.otter.app.view;

import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.TableComparison;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.VerifyProgress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Shows a comparison: on a terminal how far it is, and every difference as it is found. */
public final class ComparisonView {
    private final Console console;
    private RateMeter rate = new RateMeter();
    private String pipeline = "";
    private int tables;
    private int tablesDone;
    private long estimatedRows;

    public ComparisonView(Console console) {
        this.console = console;
    }

    public void begin(String name, int tableCount, long estimate) {
        pipeline = name;
        tables = tableCount;
        tablesDone = 0;
        estimatedRows = estimate;
        rate = new RateMeter();
    }

    /** Draws how far it is; nothing when the output is not a terminal. */
    public void progress(TablePair pair, VerifyProgress progress, long nanos) {
        if (!console.terminal()) {
            return;
        }
        long rows = Math.min(progress.sourceRows(), progress.targetRows());
        double perSecond = rate.add(nanos, rows);
        String left = "";
        if (perSecond >= 1 && estimatedRows > rows) {
            long seconds = Math.round((estimatedRows - rows) / perSecond);
            left = "  about " + Amounts.time(Duration.ofSeconds(seconds)) + " left";
        }
        console.block(
                List.of(
                        "%s  table %d of %d: %s  %s  %s rows/s%s"
                                .formatted(
                                        pipeline,
                                        tablesDone + 1,
                                        tables,
                                        pair.title(),
                                        Amounts.count(rows, "row"),
                                        Amounts.perSecond(perSecond),
                                        left)));
    }

    /** Tells what differs in a table; an equal one is only counted. */
    public void table(TableComparison comparison) {
        tablesDone++;
        String title = comparison.pair().title();
        for (String problem : comparison.problems()) {
            console.line(title + ": " + problem);
        }
        for (RowDifference difference : comparison.shown()) {
            console.line(title + ": " + text(difference));
        }
        long more = comparison.differences() - comparison.shown().size();
        if (more > 0) {
            console.line(
                    "%s: and %s%s more"
                            .formatted(
                                    title,
                                    comparison.complete() ? "" : "at least ",
                                    Amounts.count(more)));
        }
        if (comparison.differences() > 0) {
            console.line(
                    "%s: %s on the source, %s on the target"
                            .formatted(
                                    title,
                                    Amounts.count(comparison.sourceRows(), "row"),
                                    Amounts.count(comparison.targetRows(), "row")));
        }
    }

    /** Takes the drawing away. */
    public void end() {
        if (console.terminal()) {
            console.block(List.of());
        }
    }

    private static String text(RowDifference difference) {
        return switch (difference) {
            case RowDifference.Missing(String key) -> "missing on the target: " + key;
            case RowDifference.Extra(String key) -> "only on the target: " + key;
            case RowDifference.Different(String key, List<RowDifference.Value> values) ->
                    "different: "
                            + key
                            + values.stream()
                                    .map(ComparisonView::text)
                                    .collect(Collectors.joining("; ", ": ", ""));
        };
    }

    private static String text(RowDifference.Value value) {
        return value.column() + " is " + value.source() + ", on the target " + value.target();
    }
}
