package dev.otter.engine.resync;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Cell;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;

/**
 * A shape like the log's whose rows are written whatever the target holds: beside rows that were
 * read again it may be ahead of the log. Immutable.
 */
final class Twin {
    private final SourceTable shape;

    Twin(SourceTable logged) {
        this.shape = new SourceTable(logged.name(), logged.columns(), true);
    }

    /** One row as the log has it. */
    RowChanges asLogged(RowChanges rows, int row) {
        return piece(
                rows, rows.kind(), row * rows.kind().images() * rows.source().columns().size());
    }

    /** The delete of a row that the image shows. */
    RowChanges gone(RowChanges rows, int image) {
        return piece(rows, ChangeKind.DELETE, image);
    }

    /** The images from this cell on, with bytes of their own. */
    private RowChanges piece(RowChanges rows, ChangeKind kind, int first) {
        int[] offsets = new int[kind.images() * shape.columns().size()];
        int[] lengths = new int[offsets.length];
        ByteWriter bytes = new ByteWriter(64);
        for (int i = 0; i < offsets.length; i++) {
            int length = rows.length(first + i);
            int held = Cell.partial(length) ? Cell.partialLength(length) : Math.max(0, length);
            offsets[i] = bytes.length();
            lengths[i] = length;
            if (held > 0) {
                bytes.append(rows.bytes(), rows.offset(first + i), held);
            }
        }
        return new RowChanges(
                kind,
                shape,
                shape.name(),
                false,
                new RowChanges.Cells(bytes.toByteArray(), offsets, lengths));
    }
}
