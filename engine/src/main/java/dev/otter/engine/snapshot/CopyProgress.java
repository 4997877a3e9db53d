package dev.otter.engine.snapshot;

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

    /** Whether all tables are done. */
    public boolean finished() {
        return tablesDone == tables;
    }
}
