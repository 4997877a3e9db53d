package dev.otter.engine.change;

/** What happened to the rows of one log event. */
public enum ChangeKind {
    /** One image per row: after. */
    INSERT,
    /** Two images per row: before, after. */
    UPDATE,
    /** One image per row: before. */
    DELETE;

    /** Images that each row has. */
    public int images() {
        return this == UPDATE ? 2 : 1;
    }
}
