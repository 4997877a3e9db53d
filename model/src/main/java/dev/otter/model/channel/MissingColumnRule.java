package dev.otter.model.channel;

/** What becomes of rows with columns that the target's table does not have. */
public enum MissingColumnRule {
    /** They stop the pipeline. */
    REFUSE,
    /**
     * The columns are left out as long as they hold NULL; a row with a value there is one that
     * cannot be applied.
     */
    IGNORE_NULL
}
