package dev.otter.model.channel;

/** Where the values of inserted and updated rows come from; the names are Otter 4's. */
public enum Consistency {
    /** The log: what the transaction wrote. */
    BASE,
    /** The source's table at the time of sending; a row that is gone is sent as the log has it. */
    MEDIA,
    /** The same, but a row that is gone is left out. */
    MEDIA_OR_NOTHING;

    /** Whether rows are read again. */
    public boolean readsAgain() {
        return this != BASE;
    }
}
