package dev.otter.engine.snapshot;

import java.util.List;
import java.util.OptionalLong;

/**
 * How far a full load is.
 *
 * @param tablesDone tables all of whose rows are durable on the target
 * @param tables tables in all
 * @param rowsDone rows durable on the target
 * @param rowsEstimated rows in all, as the source guesses
 * @param rowsPerSecond since this run began
 * @param secondsLeft at this speed; empty before there is any, and when all is done
 */
public record CopyProgress(
        int tablesDone,
        int tables,
        long rowsDone,
        long rowsEstimated,
        double rowsPerSecond,
        OptionalLong secondsLeft) {

    /** Several loads of one pipeline as one; each counts the rows of all. */
    public static CopyProgress of(List<CopyProgress> loads) {
        CopyProgress first = loads.getFirst();
        if (loads.size() == 1) {
            return first;
        }
        long rows = loads.stream().mapToLong(CopyProgress::rowsDone).max().orElse(0);
        long estimated = loads.stream().mapToLong(CopyProgress::rowsEstimated).sum();
        OptionalLong left =
                loads.stream()
                        .filter(load -> load.secondsLeft().isPresent())
                        .mapToLong(load -> load.secondsLeft().getAsLong())
                        .max();
        return new CopyProgress(
                loads.stream().mapToInt(CopyProgress::tablesDone).sum(),
                loads.stream().mapToInt(CopyProgress::tables).sum(),
                rows,
                Math.max(rows, estimated),
                first.rowsPerSecond(),
                left);
    }

    /** Whether all tables are done. */
    public boolean finished() {
        return tablesDone == tables;
    }
}
