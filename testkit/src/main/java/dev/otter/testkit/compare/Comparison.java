package dev.otter.testkit.compare;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a comparison found.
 *
 * @param tables how many tables were compared
 * @param leftRows how many rows the left has in them
 * @param rightRows how many rows the right has in them
 * @param differenceCount how many differences there are in all
 * @param differences the first of them
 */
public record Comparison(
        int tables,
        long leftRows,
        long rightRows,
        long differenceCount,
        List<Difference> differences) {

    public Comparison {
        differences = List.copyOf(differences);
    }

    /** Whether no difference at all was found. */
    public boolean equal() {
        return differenceCount == 0;
    }

    /** The verdict and the differences, one a line. */
    public String report() {
        String verdict =
                "%s: %d tables, %d rows on the left, %d on the right"
                        .formatted(
                                equal() ? "equal" : differenceCount + " differences",
                                tables,
                                leftRows,
                                rightRows);
        String rest =
                differenceCount > differences.size()
                        ? "\n… and %d more".formatted(differenceCount - differences.size())
                        : "";
        return differences.stream()
                .map(difference -> "\n" + difference.describe())
                .collect(Collectors.joining("", verdict, rest));
    }

    @Override
    public String toString() {
        return report();
    }
}
