package dev.otter.engine.verify.online;

import java.util.concurrent.atomic.LongAdder;

/** How far an online comparison is. Written by its threads, read by any. */
public final class OnlineProgress {
    private final LongAdder sourceRows = new LongAdder();
    private final LongAdder targetRows = new LongAdder();
    private volatile int open;
    private volatile String waiting = "";

    /** Rows read from sources by the sweep so far. */
    public long sourceRows() {
        return sourceRows.sum();
    }

    /** Rows read from targets by the sweep so far. */
    public long targetRows() {
        return targetRows.sum();
    }

    /** Rows that are still to be decided. */
    public int open() {
        return open;
    }

    /** What is waited for, in a few words; empty when nothing is. */
    public String waiting() {
        return waiting;
    }

    LongAdder source() {
        return sourceRows;
    }

    LongAdder target() {
        return targetRows;
    }

    void open(int candidates) {
        open = candidates;
    }

    void waiting(String reason) {
        waiting = reason;
    }
}
