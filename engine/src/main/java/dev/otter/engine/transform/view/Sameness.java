package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import java.util.Arrays;

/** Tells updates that change nothing of what is sent. Stateless. */
final class Sameness {
    private Sameness() {}

    /**
     * Whether the image after holds no other value than the one before.
     *
     * @param at first cell of the image before; that after follows
     */
    static boolean unchanged(byte[] b, int[] offsets, int[] lengths, int at, int columns) {
        for (int column = 0; column < columns; column++) {
            int before = at + column;
            int after = before + columns;
            if (lengths[after] == RowChanges.ABSENT) {
                continue;
            }
            if (!same(b, offsets, lengths, before, after)) {
                return false;
            }
        }
        return true;
    }

    /** The same of two drafts whose cells lie in these bytes. */
    static boolean unchanged(byte[] b, Draft before, Draft after) {
        for (int column = 0; column < after.lengths().length; column++) {
            if (changed(b, before, after, column)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a column has another value after than before. */
    static boolean changed(byte[] b, Draft before, Draft after, int column) {
        int length = after.lengths()[column];
        if (length == RowChanges.ABSENT) {
            return false;
        }
        if (length != before.lengths()[column] || length < RowChanges.NULL) {
            return true;
        }
        int one = before.offsets()[column];
        int other = after.offsets()[column];
        return length > 0 && !Arrays.equals(b, one, one + length, b, other, other + length);
    }

    /** Whether two cells hold the same value, or NULL both. */
    private static boolean same(byte[] b, int[] offsets, int[] lengths, int one, int other) {
        int length = lengths[one];
        if (length != lengths[other] || length < RowChanges.NULL) {
            return false;
        }
        return length <= 0
                || Arrays.equals(
                        b,
                        offsets[one],
                        offsets[one] + length,
                        b,
                        offsets[other],
                        offsets[other] + length);
    }
}
