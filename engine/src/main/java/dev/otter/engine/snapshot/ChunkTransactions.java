package dev.otter.engine.snapshot;

import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.value.KeyHasher;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes transactions of what a full load hands on, each with the statements that record it, and
 * numbers all transactions of the stream anew. Guarded by the lock of {@link SnapshotMerge}.
 */
final class ChunkTransactions {
    private final CopyRecord record;
    private final CopyTables tables;
    private long sequence;

    ChunkTransactions(CopyRecord record, CopyTables tables) {
        this.record = record;
        this.tables = tables;
    }

    /** A transaction of the log with these of its changes. */
    SourceTransaction numbered(SourceTransaction t, List<RowChanges> changes) {
        int rows = changes.stream().mapToInt(RowChanges::rows).sum();
        sequence++;
        return new SourceTransaction(
                sequence, t.id(), t.end(), t.commitMicros(), changes, rows, t.bytes());
    }

    /** From this place on the log's changes of the table are done ahead of its copy. */
    SourceTransaction beginning(
            CopyTable table, SnapshotMerge.Beginning beginning, LogPosition at) {
        List<KeyRange> ranges = beginning.ranges();
        List<String> notes = new ArrayList<>();
        notes.add(record.ordered(table, beginning.order()));
        List<Long> claims = new ArrayList<>();
        claims.add(KeyHasher.ofTable(table.target()));
        for (int part = 0; part < ranges.size(); part++) {
            KeyRange range = ranges.get(part);
            notes.add(
                    part == 0
                            ? record.begun(table.source(), at, range)
                            : record.part(table, part, at, range));
            claims.add(partHash(table.source(), part));
        }
        return noted(table, beginning.shape(), notes, claims, at);
    }

    /** From this place on the table is read from its start again, by another key. */
    SourceTransaction restarting(CopyTable table, SourceTable shape, String order, LogPosition at) {
        List<Long> claims = new ArrayList<>();
        claims.add(KeyHasher.ofTable(table.target()));
        table.ranges().forEach(range -> claims.add(partHash(table.source(), range.part())));
        return noted(table, shape, record.restarted(table, order), claims, at);
    }

    private SourceTransaction noted(
            CopyTable table,
            SourceTable shape,
            List<String> notes,
            List<Long> claims,
            LogPosition at) {
        RowChanges.Cells none = new RowChanges.Cells(new byte[0], new int[0], new int[0]);
        CopiedRows note = CopiedRows.note(notes, claims, table.handedOver());
        return copied(List.of(RowChanges.copied(shape, table.target(), none, note)), 0, at);
    }

    /** A chunk, and behind it what its window has to do once more. */
    SourceTransaction chunk(
            CopyTable table, CopyRange range, ReadChunk chunk, Window window, LogPosition at) {
        int part = range.part();
        String note =
                chunk.last()
                        ? record.finished(table.source(), part, at, chunk.count())
                        : record.moved(table.source(), part, chunk.next(), chunk.count());
        boolean overOld = table.terms().way().overOld();
        List<Long> claims = new ArrayList<>();
        claims.add(partHash(table.source(), part));
        if (overOld) {
            // Rows go that stand nowhere in the chunk.
            claims.add(KeyHasher.ofTable(table.target()));
        }
        List<RowChanges> changes =
                new ArrayList<>(
                        chunk.changes(
                                table.target(),
                                overOld,
                                List.of(note),
                                claims,
                                table.handedOver()));
        if (tables.messages()) {
            changes = unchanged(table, changes, window);
        } else {
            changes.addAll(window.again(overOld));
        }
        return copied(changes, chunk.count(), at);
    }

    /**
     * A chunk without the rows that the log has changed since it was read: of those it has told
     * more already.
     */
    private List<RowChanges> unchanged(CopyTable table, List<RowChanges> chunk, Window window) {
        Set<ByteBuffer> keys = new HashSet<>();
        window.all().forEach(change -> tables.addKeys(table, change, keys));
        List<RowChanges> left = new ArrayList<>();
        for (RowChanges change : chunk) {
            RowChanges rows =
                    change.copied().isPresent() || keys.isEmpty()
                            ? change
                            : tables.without(table, change, keys);
            if (rows.copied().isPresent() || rows.rows() > 0) {
                left.add(rows);
            }
        }
        return left;
    }

    /** Rows read while the log stands still. */
    SourceTransaction still(CopyTable table, ReadChunk chunk, LogPosition at) {
        String note =
                chunk.last()
                        ? record.finished(table.source(), 0, at, chunk.count())
                        : record.moved(table.source(), 0, KeyPoint.NONE, chunk.count());
        List<Long> claims = List.of(KeyHasher.ofTable(table.target()), partHash(table.source(), 0));
        List<RowChanges> rows =
                chunk.changes(table.target(), false, List.of(note), claims, table.handedOver());
        return copied(rows, chunk.count(), at);
    }

    private SourceTransaction copied(List<RowChanges> changes, int rows, LogPosition at) {
        long bytes = changes.stream().mapToLong(RowChanges::size).sum();
        sequence++;
        return new SourceTransaction(
                sequence, new TransactionId.AtPosition(at), at, -1, changes, rows, bytes);
    }

    /** Chunks of one part come one after the other: the part's record moves with them. */
    private static long partHash(TableName table, int part) {
        return KeyHasher.ofTable(new TableName("retl_snapshot/" + table, "part " + part));
    }
}
