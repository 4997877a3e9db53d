package dev.otter.engine.verify;

import java.util.concurrent.atomic.LongAdder;

/** How far a comparison is. Counted by its threads, read by any. */
public final class VerifyProgress {
    private final LongAdder sourceRows = new LongAdder();
    private final LongAdder targetRows = new LongAdder();

    /** Rows read from sources so far; a row that is read twice counts twice. */
    public long sourceRows() {
        return sourceRows.sum();
    }

    /** Rows read from targets so far. */
    public long targetRows() {
        return targetRows.sum();
    }

    LongAdder source() {
        return sourceRows;
    }

    LongAdder target() {
        return targetRows;
    }
}
