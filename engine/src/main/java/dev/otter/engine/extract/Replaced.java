package dev.otter.engine.extract;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Updates that stand for REPLACE in a log that leaves columns out: the old row goes, a new one
 * comes in which these columns have their defaults. Nobody refers to such a row on the source, else
 * the server would have logged a delete and an insert itself.
 */
final class Replaced {
    private Replaced() {}

    /** Whether the images after hold all columns, so that an update says it all. */
    static boolean complete(RowChanges updates) {
        int columns = updates.source().columns().size();
        for (int row = 0; row < updates.rows(); row++) {
            int after = updates.after(row);
            for (int cell = after; cell < after + columns; cell++) {
                if (updates.length(cell) == RowChanges.ABSENT) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A delete and an insert for each update, in order. */
    static List<RowChanges> rows(RowChanges updates) {
        List<RowChanges> all = new ArrayList<>();
        for (int row = 0; row < updates.rows(); row++) {
            all.add(image(updates, ChangeKind.DELETE, updates.before(row)));
            all.add(image(updates, ChangeKind.INSERT, updates.after(row)));
        }
        return all;
    }

    /** One image with bytes of its own. */
    private static RowChanges image(RowChanges updates, ChangeKind kind, int first) {
        int columns = updates.source().columns().size();
        int[] offsets = new int[columns];
        int[] lengths = Arrays.copyOfRange(updates.lengths(), first, first + columns);
        byte[] bytes = new byte[Arrays.stream(lengths).map(length -> Math.max(0, length)).sum()];
        int at = 0;
        for (int column = 0; column < columns; column++) {
            if (lengths[column] > 0) {
                int from = updates.offset(first + column);
                System.arraycopy(updates.bytes(), from, bytes, at, lengths[column]);
            }
            offsets[column] = at;
            at += Math.max(0, lengths[column]);
        }
        return new RowChanges(
                kind,
                updates.source(),
                updates.target(),
                updates.foreignKeyChecks(),
                new RowChanges.Cells(bytes, offsets, lengths));
    }
}
