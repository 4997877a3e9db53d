package dev.otter.engine.load.apply;

/** Waiting for the target was ended by the stop of the pipeline. Not an error of its own. */
public final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbandonedException() {
        super("stopped while waiting for the target", null, false, false);
    }
}
