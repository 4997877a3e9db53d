package dev.otter.engine.snapshot;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.model.position.LogPosition;
import java.util.ArrayList;
import java.util.List;

/**
 * What the log changes in a table from before a chunk of it is read until the chunk is handed over:
 * the chunk's rows may be older than these changes. Guarded by the lock of {@link SnapshotMerge}.
 *
 * <p>All changes tell whole rows (else the window breaks), and they are on the target already when
 * the chunk comes. A row that was changed and is still there is then newer than the chunk's, which
 * gives way. A row that went is not there, and the chunk may bring it back: so where rows went, all
 * changes of the window are done once more behind the chunk.
 */
final class Window {
    private final long bytesMax;
    private final List<Change> changes = new ArrayList<>();
    private LogPosition low;
    private long bytes;
    private boolean broken;

    private record Change(RowChanges rows, LogPosition end, boolean rowsGo) {}

    /**
     * @param bytesMax changes held at most
     */
    Window(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * The chunk is read after this point, earlier changes are in it: done again without those that
     * followed them they would turn rows back.
     */
    void low(LogPosition end) {
        low = end;
        changes.removeIf(change -> change.end().compareTo(end) <= 0);
        bytes = changes.stream().mapToLong(change -> change.rows().size()).sum();
    }

    /** The chunk cannot be used any more and has to be read again. */
    void breakUp() {
        broken = true;
        changes.clear();
    }

    boolean broken() {
        return broken;
    }

    /**
     * Takes in a change of the table.
     *
     * @param end end of its transaction
     * @param whole whether it tells whole rows
     * @param movesKeys whether it changes keys
     */
    void add(RowChanges change, LogPosition end, boolean whole, boolean movesKeys) {
        if (broken || (low != null && end.compareTo(low) <= 0)) {
            return;
        }
        bytes += change.size();
        if (!whole || bytes > bytesMax) {
            breakUp();
            return;
        }
        boolean rowsGo = change.kind() == ChangeKind.DELETE || movesKeys;
        changes.add(new Change(change.in(Manner.AGAIN), end, rowsGo));
    }

    /** All changes since the chunk was read. */
    List<RowChanges> all() {
        return changes.stream().map(Change::rows).toList();
    }

    /**
     * What has to be done once more behind the chunk, in the order of the log.
     *
     * @param overOld whether the chunk's rows go over those that are there, newer ones too
     */
    List<RowChanges> again(boolean overOld) {
        return overOld || changes.stream().anyMatch(Change::rowsGo)
                ? changes.stream().map(Change::rows).toList()
                : List.of();
    }
}
