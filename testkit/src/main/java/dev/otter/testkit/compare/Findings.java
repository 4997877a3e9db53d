package dev.otter.testkit.compare;

import java.util.ArrayList;
import java.util.List;

/** Collects what a comparison finds; one thread only. */
final class Findings {
    private final int limit;
    private final List<Difference> differences = new ArrayList<>();
    private long differenceCount;
    private long leftRows;
    private long rightRows;
    private int tables;

    Findings(int limit) {
        this.limit = limit;
    }

    void add(Difference difference) {
        differenceCount++;
        if (differences.size() < limit) {
            differences.add(difference);
        }
    }

    void compared(long left, long right) {
        tables++;
        leftRows += left;
        rightRows += right;
    }

    Comparison comparison() {
        return new Comparison(tables, leftRows, rightRows, differenceCount, differences);
    }
}
