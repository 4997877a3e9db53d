package dev.otter.model.channel;

/**
 * How much of the source a full load may take.
 *
 * @param rowsPerSecond rows read per second at most, by all threads together; 0 for no limit
 * @param sourceThreads the load pauses while the source runs more statements at once than these
 */
public record CopyLimits(int rowsPerSecond, int sourceThreads) {
    private static final int THREADS = 60;

    public CopyLimits {
        if (rowsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "rows per second must be 0 (no limit) or more, not " + rowsPerSecond);
        }
        if (sourceThreads < 1) {
            throw new IllegalArgumentException(
                    "the source's threads must be 1 or more, not " + sourceThreads);
        }
    }

    /** As many rows as come, while the source runs no more than 60 statements at once. */
    public static CopyLimits usual() {
        return new CopyLimits(0, THREADS);
    }
}
