package dev.otter.engine.files;

import java.util.Comparator;

/**
 * A row of a delivery.
 *
 * @param change which of its changes
 * @param row which row of that
 */
record RowPlace(int change, int row) implements Comparable<RowPlace> {
    private static final Comparator<RowPlace> ORDER =
            Comparator.comparingInt(RowPlace::change).thenComparingInt(RowPlace::row);

    @Override
    public int compareTo(RowPlace other) {
        return ORDER.compare(this, other);
    }
}
