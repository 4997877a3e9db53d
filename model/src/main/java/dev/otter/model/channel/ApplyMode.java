package dev.otter.model.channel;

/** How the load stage treats rows that are not as the source's log says they were. */
public enum ApplyMode {
    /** Inserts must insert, updates must find, deletes must delete; anything else is an error. */
    STRICT,
    /** Idempotent: rows are written as the source has them, whatever the target held. */
    REPAIR
}
