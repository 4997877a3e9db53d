package dev.otter.engine.verify.online;

import dev.otter.engine.verify.TableComparison;
import java.util.List;
import java.util.Optional;

/**
 * How the tables of a pair compare.
 *
 * @param result rows read, differences that are proven, the first of them, and problems of columns
 * @param equalRows rows that were the same on both sides
 * @param undecided rows of which nothing can be said
 * @param undecidedShown some of them: key and why
 * @param atRest why the pair could only be compared at rest; then its differences may be rows on
 *     their way and are counted as undecided
 */
public record OnlineComparison(
        TableComparison result,
        long equalRows,
        long undecided,
        List<String> undecidedShown,
        Optional<String> atRest) {
    public OnlineComparison {
        undecidedShown = List.copyOf(undecidedShown);
    }

    /** Whether every row was found to be the same. */
    public boolean equal() {
        return result.equal() && undecided == 0;
    }
}
