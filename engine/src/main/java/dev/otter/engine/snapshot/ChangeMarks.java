package dev.otter.engine.snapshot;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.snapshot.CopyTable.Fate;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells the load stage in what state the tables are that the log changes, and lets open windows
 * know. Guarded by the lock of {@link SnapshotMerge}.
 */
final class ChangeMarks {
    private final CopyTables tables;

    ChangeMarks(CopyTables tables) {
        this.tables = tables;
    }

    /**
     * The changes as the load stage is to see them, without those that the copy will bring.
     *
     * @param at end of the transaction before
     * @param end end of their own; empty for those of a giant transaction, which are too much to be
     *     held for chunks: those that are open are read again
     */
    List<RowChanges> marked(List<RowChanges> changes, LogPosition at, Optional<LogPosition> end) {
        List<RowChanges> kept = new ArrayList<>(changes.size());
        for (RowChanges change : changes) {
            marked(change, at, end).ifPresent(kept::add);
        }
        return kept;
    }

    private Optional<RowChanges> marked(
            RowChanges change, LogPosition at, Optional<LogPosition> end) {
        // A table with several targets is copied into each by itself.
        CopyTable table =
                tables.find(change.source().name())
                        .filter(one -> one.target().equals(change.target()))
                        .orElse(null);
        if (table == null) {
            if (change.kind() != ChangeKind.INSERT) {
                tables.descendants(change.source().name()).forEach(CopyTables::breakWindows);
            }
            return Optional.of(change);
        }
        Fate fate = table.fate(at);
        if (fate == Fate.LEFT_OUT) {
            return Optional.empty();
        }
        if (change.kind() != ChangeKind.INSERT) {
            tables.cascade(table).forEach(CopyTables::breakWindows);
        }
        if (fate == Fate.WHOLE) {
            return Optional.of(tables.awaitsParents(table) ? awaiting(change) : change);
        }
        noticed(table, change, at, end);
        // Where rows of before are left, others may hold the unique values of those that come.
        return Optional.of(change.in(table.terms().way().overOld() ? Manner.AGAIN : Manner.AHEAD));
    }

    /** A row whose parent may not be there yet. */
    private RowChanges awaiting(RowChanges change) {
        return tables.checking() ? change.in(Manner.AHEAD) : change.unchecked();
    }

    private void noticed(
            CopyTable table, RowChanges change, LogPosition at, Optional<LogPosition> end) {
        boolean whole = tables.whole(change);
        boolean movesKeys = tables.movesKeys(table, change);
        if (!whole && movesKeys) {
            throw keyChangedInPart(table, at);
        }
        for (Window window : table.windows()) {
            if (end.isEmpty()) {
                window.breakUp();
            } else {
                window.add(change, end.get(), whole, movesKeys);
            }
        }
    }

    /** The row under its new key may lie where the copy has been already. */
    private static OtterException keyChangedInPart(CopyTable table, LogPosition at) {
        return new OtterException(
                ErrorCode.COPY_NOT_POSSIBLE,
                "while the table is copied a session has changed a row's key without logging the"
                        + " whole row",
                "source table " + table.source() + ", behind " + at,
                "Set binlog_row_image=FULL for all sessions of the source; empty the target's tables,"
                        + " delete the pipeline's rows of retl.retl_snapshot and"
                        + " retl.retl_checkpoint, and start again.");
    }
}
