package dev.otter.engine.load.table;

import dev.otter.engine.change.RowChanges;
import java.util.Arrays;

/** Comparing cells of row images. */
public final class Cells {
    private Cells() {}

    /** Whether two cells hold the same bytes, or are in the same state without bytes. */
    public static boolean same(RowChanges a, int cellA, RowChanges b, int cellB) {
        int length = a.length(cellA);
        if (length != b.length(cellB)) {
            return false;
        }
        if (length < 0) {
            return length == RowChanges.NULL || length == RowChanges.ABSENT;
        }
        int offsetA = a.offset(cellA);
        int offsetB = b.offset(cellB);
        return Arrays.equals(
                a.bytes(), offsetA, offsetA + length, b.bytes(), offsetB, offsetB + length);
    }
}
