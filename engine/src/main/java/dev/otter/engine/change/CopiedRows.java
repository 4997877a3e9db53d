package dev.otter.engine.change;

import java.util.BitSet;
import java.util.List;

/**
 * Rows read from a source table, as the text of an INSERT into the target's. Immutable by
 * agreement: the arrays are not copied.
 *
 * @param clearing statement that runs before the rows; empty for none
 * @param head {@code INSERT INTO t (…) VALUES }, or REPLACE
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
        String clearing,
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
                "", NOTHING, NOTHING, NOTHING, new int[0], new BitSet(), notes, claims, durable);
    }

    /** The same behind a statement that lets rows go; none is empty. */
    public CopiedRows clearing(String statement) {
        return new CopiedRows(statement, head, tail, text, ends, relaxed, notes, claims, durable);
    }

    /** The same without one of the rows. */
    CopiedRows without(int row) {
        int from = start(row);
        int gone = ends[row] - from;
        byte[] keptText = new byte[text.length - gone];
        System.arraycopy(text, 0, keptText, 0, from);
        System.arraycopy(text, from + gone, keptText, from, keptText.length - from);
        int[] keptEnds = new int[ends.length - 1];
        BitSet keptRelaxed = new BitSet();
        for (int i = 0; i < keptEnds.length; i++) {
            int old = i < row ? i : i + 1;
            keptEnds[i] = i < row ? ends[old] : ends[old] - gone;
            keptRelaxed.set(i, relaxed.get(old));
        }
        return new CopiedRows(
                clearing, head, tail, keptText, keptEnds, keptRelaxed, notes, claims, durable);
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
