package dev.otter.manager.live;

/** What becomes of an operation. */
public enum OperationState {
    /** It waits for the node that leads the pipeline, or for its turn. */
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether it is over. */
    public boolean over() {
        return this != QUEUED && this != RUNNING;
    }
}
