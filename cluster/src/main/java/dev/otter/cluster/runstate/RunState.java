package dev.otter.cluster.runstate;

/** Whether a channel should run. */
public enum RunState {
    /** Its pipelines run. */
    RUNNING,
    /** They stand still, for a while: after an error, or while something is changed. */
    PAUSED,
    /** They are off until a human starts them. */
    STOPPED
}
