package dev.otter.engine.change;

import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;

/**
 * One committed transaction of the source, reduced to the rows in scope.
 *
 * @param sequence its place in this run's order of the log, from 1, without gaps
 * @param id its name, equal after any restart
 * @param end the position right behind its last event
 * @param commitMicros commit time by the source's clock, microseconds since 1970; whole seconds
 *     where the source logs no better
 * @param changes the rows, in log order; never empty
 * @param rows number of rows in all changes
 * @param bytes approximate size in memory
 */
public record SourceTransaction(
        long sequence,
        TransactionId id,
        LogPosition end,
        long commitMicros,
        List<RowChanges> changes,
        int rows,
        long bytes) {

    /** Whether these are rows of a full load and not a transaction of the source. */
    public boolean copied() {
        return !changes.isEmpty() && changes.getFirst().copied().isPresent();
    }
}
