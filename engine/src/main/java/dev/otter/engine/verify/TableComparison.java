package dev.otter.engine.verify;

import java.util.List;

/**
 * How the tables of a pair compare.
 *
 * @param pair the tables
 * @param sourceRows rows read from the sources
 * @param targetRows rows read from the target
 * @param differences rows that differ
 * @param complete whether {@code differences} counts all of them; otherwise there are more
 * @param shown the first differing rows, by key, as many as were asked for
 * @param problems columns that do not exist on both sides, or a missing table
 */
public record TableComparison(
        TablePair pair,
        long sourceRows,
        long targetRows,
        long differences,
        boolean complete,
        List<RowDifference> shown,
        List<String> problems) {
    public TableComparison {
        shown = List.copyOf(shown);
        problems = List.copyOf(problems);
    }

    /** Whether all rows of all columns are the same. */
    public boolean equal() {
        return differences == 0 && problems.isEmpty();
    }
}
