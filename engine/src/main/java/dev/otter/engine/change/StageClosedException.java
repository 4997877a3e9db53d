package dev.otter.engine.change;

/** The stage behind has ended: the one in front of it ends too. Not an error of its own. */
public final class StageClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StageClosedException() {
        super("the next stage has ended", null, false, false);
    }
}
