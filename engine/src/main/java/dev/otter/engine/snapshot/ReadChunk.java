package dev.otter.engine.snapshot;

import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.change.SourceTable;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Rows that were read. Immutable by agreement.
 *
 * @param high end of the source's log after they were read
 * @param rows the rows themselves
 * @param next key of the last row; none without rows
 * @param clearing statement by which the target's rows of the chunk's range go; empty for none
 * @param last whether the range holds no more
 */
record ReadChunk(LogPosition high, Rows rows, KeyPoint next, String clearing, boolean last) {

    /** Rows as the text of an INSERT; see {@link CopiedRows}. */
    record Text(byte[] head, byte[] tail, byte[] rows, int[] ends, BitSet relaxed) {}

    /** In which form rows are handed on. */
    sealed interface Rows {
        /** How many were read. */
        int count();

        /**
         * As text of MySQL.
         *
         * @param shape the source's columns as they were read
         * @param keys cells of keys, see {@link KeyCells}
         */
        record Written(SourceTable shape, Text text, RowChanges.Cells keys) implements Rows {
            @Override
            public int count() {
                return text.ends().length;
            }
        }

        /**
         * In the log's encoding, as the table's view has left them.
         *
         * @param shape the columns that the target gets
         * @param changes inserts, perhaps none; some may be refused
         * @param count rows that were read
         */
        record Logged(SourceTable shape, List<RowChanges> changes, int count) implements Rows {}
    }

    /** How many rows were read. */
    int count() {
        return rows.count();
    }

    /**
     * As the load stage takes them.
     *
     * @param over whether they go over rows that are there, rather than give way
     */
    List<RowChanges> changes(
            TableName target,
            boolean over,
            List<String> notes,
            List<Long> claims,
            Runnable durable) {
        return switch (rows) {
            case Rows.Written written ->
                    List.of(
                            RowChanges.copied(
                                    written.shape(),
                                    target,
                                    written.keys(),
                                    new CopiedRows(
                                            clearing,
                                            written.text().head(),
                                            written.text().tail(),
                                            written.text().rows(),
                                            written.text().ends(),
                                            written.text().relaxed(),
                                            notes,
                                            claims,
                                            durable)));
            case Rows.Logged logged -> {
                List<RowChanges> changes = new ArrayList<>();
                changes.add(
                        RowChanges.copied(
                                logged.shape(),
                                target,
                                new RowChanges.Cells(new byte[0], new int[0], new int[0]),
                                CopiedRows.note(notes, claims, durable).clearing(clearing)));
                for (RowChanges change : logged.changes()) {
                    changes.add(change.in(over ? Manner.AGAIN : Manner.BENEATH));
                }
                yield changes;
            }
        };
    }
}
