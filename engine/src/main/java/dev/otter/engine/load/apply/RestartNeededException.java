package dev.otter.engine.load.apply;

/** This run cannot go on, but a new one from the checkpoint can: nothing is lost. */
public final class RestartNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RestartNeededException(String message, Throwable cause) {
        super(message, cause);
    }
}
