package dev.otter.engine.snapshot;

/** A part of a table while it is copied. Guarded by the lock of {@link SnapshotMerge}. */
final class CopyRange {
    private final int part;
    private KeyRange left;
    private boolean taken;
    private boolean done;

    CopyRange(int part, KeyRange left, boolean done) {
        this.part = part;
        this.left = left;
        this.done = done;
    }

    int part() {
        return part;
    }

    /** What was not handed over yet. */
    KeyRange left() {
        return left;
    }

    /** Whether a reader can take it. */
    boolean free() {
        return !taken && !done;
    }

    void take() {
        taken = true;
    }

    /** Its reader leaves it for another. */
    void giveBack() {
        taken = false;
    }

    boolean done() {
        return done;
    }

    void movedTo(KeyPoint next) {
        left = new KeyRange(next, left.upTo());
    }

    void finish() {
        done = true;
    }

    /** It is the whole table from now on, and nothing of it was handed over. */
    void restart() {
        left = KeyRange.ALL;
        if (done) {
            done = false;
            taken = false;
        }
    }
}
