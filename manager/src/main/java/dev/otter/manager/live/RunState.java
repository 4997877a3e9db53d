package dev.otter.manager.live;

/** Whether the pipelines of a channel are to run. */
public enum RunState {
    RUNNING,
    /** Stopped by itself after a failure; an operator's start or resume goes on. */
    PAUSED,
    STOPPED
}
