package dev.otter.engine.change;

import java.util.BitSet;
import java.util.List;

/**
 * Rows read from a source table, as the text of an INSERT into the target's. Immutable by
 * agreement: the arrays are not copied.
 *
 * @param head {@code INSERT INTO t (…) VALUES }
 * @param tail what makes rows that are there already stay as they are; empty for tables without key
 * @param text the rows, each with its brackets, nothing between them
 * @param ends where each row ends in the text
 * @param relaxed rows that can only be written where errors in values are warnings
 * @param notes statements that record the progress, run behind the rows in the same transaction;
 *     each must find exactly one row
 * @param claims hashes of what else nobody may touch at the same time
 * @param durable run once they are durable on the target; must not block
 */
public record CopiedRows(
        byte[] head,
        byte[] tail,
        byte[] text,
        int[] ends,
        BitSet relaxed,
        List<String> notes,
        List<Long> claims,
        Runnable durable) {
    private static final byte[] NOTHING = {};

    public CopiedRows {
        notes = List.copyOf(notes);
        claims = List.copyOf(claims);
    }

    /** No rows, only a record of progress. */
    public static CopiedRows note(List<String> notes, List<Long> claims, Runnable durable) {
        return new CopiedRows(
                NOTHING, NOTHING, NOTHING, new int[0], new BitSet(), notes, claims, durable);
    }

    /** Number of rows. */
    public int rows() {
        return ends.length;
    }

    /** Where the row begins in the text. */
    public int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Approximate size in memory. */
    long size() {
        return 128L + text.length + 4L * ends.length;
    }
}
