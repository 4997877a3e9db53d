package dev.otter.engine.snapshot;

import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.BitSet;
import java.util.List;

/**
 * Rows that were read. Immutable by agreement.
 *
 * @param high end of the source's log after they were read
 * @param text rows as SQL
 * @param shape the source's columns as they were read
 * @param keys cells of keys, see {@link KeyCells}
 * @param next key of the last row; none without rows
 * @param clearing statement by which the target's rows of the chunk's range go; empty for none
 * @param last whether the range holds no more
 */
record ReadChunk(
        LogPosition high,
        Text text,
        SourceTable shape,
        RowChanges.Cells keys,
        KeyPoint next,
        String clearing,
        boolean last) {

    /** Rows as the text of an INSERT; see {@link CopiedRows}. */
    record Text(byte[] head, byte[] tail, byte[] rows, int[] ends, BitSet relaxed) {}

    int rows() {
        return text.ends().length;
    }

    /** As the load stage takes them. */
    RowChanges changes(TableName target, List<String> notes, List<Long> claims, Runnable durable) {
        return RowChanges.copied(
                shape,
                target,
                keys,
                new CopiedRows(
                        clearing,
                        text.head(),
                        text.tail(),
                        text.rows(),
                        text.ends(),
                        text.relaxed(),
                        notes,
                        claims,
                        durable));
    }
}
