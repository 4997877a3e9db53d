package dev.otter.engine.oracle.bookkeeping;

/** The checkpoint's slot has another epoch than ours: another process has taken over. */
public final class StaleEpochException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleEpochException(long ours, long theirs) {
        super("the slot's epoch is " + theirs + ", ours is " + ours, null, false, false);
    }
}
