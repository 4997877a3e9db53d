package dev.otter.engine.load.table;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;

/** Comparing and joining row images. */
public final class Images {
    private Images() {}

    /** Whether two images of one shape hold the same in all columns. */
    public static boolean equal(RowChanges a, int imageA, RowChanges b, int imageB, int columns) {
        for (int column = 0; column < columns; column++) {
            if (!Cells.same(a, imageA + column, b, imageB + column)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the image holds every column, none left out and none as a difference. */
    public static boolean full(RowChanges changes, int image) {
        int columns = changes.source().columns().size();
        for (int column = 0; column < columns; column++) {
            if (changes.length(image + column) < RowChanges.NULL) {
                return false;
            }
        }
        return true;
    }

    /** Whether some cell of the image is a JSON difference. */
    public static boolean partialJson(RowChanges changes, int image) {
        int columns = changes.source().columns().size();
        for (int column = 0; column < columns; column++) {
            if (changes.length(image + column) <= RowChanges.PARTIAL_JSON) {
                return true;
            }
        }
        return false;
    }

    /**
     * An image that holds the newer cells where there are any, else the older ones.
     *
     * @return one row of kind INSERT, whose image begins at cell 0
     */
    public static RowChanges overlay(
            RowChanges older, int olderImage, RowChanges newer, int newerImage) {
        int columns = newer.source().columns().size();
        int[] offsets = new int[columns];
        int[] lengths = new int[columns];
        int total = 0;
        for (int column = 0; column < columns; column++) {
            boolean fromNewer = newer.length(newerImage + column) != RowChanges.ABSENT;
            lengths[column] =
                    fromNewer
                            ? newer.length(newerImage + column)
                            : older.length(olderImage + column);
            total += Math.max(0, lengths[column]);
        }
        byte[] bytes = new byte[total];
        int at = 0;
        for (int column = 0; column < columns; column++) {
            if (lengths[column] < 0) {
                continue;
            }
            boolean fromNewer = newer.length(newerImage + column) != RowChanges.ABSENT;
            RowChanges from = fromNewer ? newer : older;
            int cell = (fromNewer ? newerImage : olderImage) + column;
            System.arraycopy(from.bytes(), from.offset(cell), bytes, at, lengths[column]);
            offsets[column] = at;
            at += lengths[column];
        }
        return new RowChanges(
                ChangeKind.INSERT,
                newer.source(),
                newer.target(),
                newer.foreignKeyChecks(),
                new RowChanges.Cells(bytes, offsets, lengths));
    }
}
