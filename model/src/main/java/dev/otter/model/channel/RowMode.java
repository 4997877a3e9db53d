package dev.otter.model.channel;

/** What an update writes of a row. */
public enum RowMode {
    /**
     * Whatever costs the target less: the columns that changed, or the whole row. The same where
     * both sides are alike.
     */
    AUTO,
    /** The columns that changed, and no other. */
    FIELD,
    /** All columns. */
    ROW
}
