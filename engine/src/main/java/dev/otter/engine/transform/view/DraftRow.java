package dev.otter.engine.transform.view;

import dev.otter.engine.change.ChangeKind;
import dev.otter.model.error.OtterException;

/** One changed row, while it is being made. One thread. */
final class DraftRow {
    /** The row in the event. */
    final int row;

    /** Null when there is none, or it is dropped. */
    Draft before;

    /** Null when there is none, or it is dropped. */
    Draft after;

    /** Null as long as nothing has failed. */
    OtterException refusal;

    DraftRow(int row) {
        this.row = row;
    }

    /** What the row's change has become; null when nothing is left of it. */
    ChangeKind kind() {
        if (before != null && after != null) {
            return ChangeKind.UPDATE;
        }
        if (before != null) {
            return ChangeKind.DELETE;
        }
        return after == null ? null : ChangeKind.INSERT;
    }
}
