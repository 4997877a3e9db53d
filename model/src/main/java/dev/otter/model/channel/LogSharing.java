package dev.otter.model.channel;

/** Whether pipelines of one process may read a source's log through one connection. */
public enum LogSharing {
    /** From two pipelines on. */
    AUTO,
    /** Each reads on a connection of its own. */
    NEVER
}
