package dev.otter.model.channel;

/** Whether a pipeline copies the rows that its tables hold already. */
public enum SnapshotMode {
    /** Changes alone: both sides are equal at the start. */
    NEVER,
    /** At the first start, into empty tables; missing ones are made. */
    INITIAL,
    /**
     * As {@link #INITIAL}, and again when the source no longer has the log that is needed next, if
     * the operator consents to the target's tables being emptied.
     */
    WHEN_NEEDED
}
