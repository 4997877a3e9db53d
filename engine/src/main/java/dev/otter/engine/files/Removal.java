package dev.otter.engine.files;

import dev.otter.engine.files.copy.FileLane;
import dev.otter.engine.files.store.FilePath;
import dev.otter.model.position.LogPosition;
import java.util.List;

/**
 * A file of the target that goes once the row that had it is gone there. Guarded by {@link
 * Removals}.
 */
final class Removal {
    private final FileLane lane;
    private final FilePath path;
    private final List<RowPlace> rows;
    private LogPosition end;
    private boolean off;

    /**
     * @param rows rows of its delivery that had the file
     */
    Removal(FileLane lane, FilePath path, List<RowPlace> rows) {
        this.lane = lane;
        this.path = path;
        this.rows = List.copyOf(rows);
    }

    FileLane lane() {
        return lane;
    }

    FilePath path() {
        return path;
    }

    List<RowPlace> rows() {
        return rows;
    }

    /** The end of its transaction; null before that is known. */
    LogPosition end() {
        return end;
    }

    void endsAt(LogPosition position) {
        end = position;
    }

    /** The file stays. */
    void callOff() {
        off = true;
    }

    boolean off() {
        return off;
    }
}
