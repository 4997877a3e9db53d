package dev.otter.engine.kafka.write;

/** The checkpoint topic holds another epoch than ours. */
final class EpochPassedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EpochPassedException(long ours, long found) {
        super("the pipeline's epoch is " + found + ", ours is " + ours);
    }
}
