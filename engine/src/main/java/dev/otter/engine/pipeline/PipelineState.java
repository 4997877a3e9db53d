package dev.otter.engine.pipeline;

/** What a pipeline is doing as a whole. */
public enum PipelineState {
    /** Connecting, checking, recovering the checkpoint. */
    STARTING,
    /** Applying changes, or at the end of the log waiting for new ones. */
    RUNNING,
    /** Something outside keeps it from moving; it goes on by itself when that ends. */
    WAITING,
    /** Stopped on request; all that was taken is applied or will be read again. */
    STOPPED,
    /** Stopped by an error that a human must look at. */
    FAILED
}
