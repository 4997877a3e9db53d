package dev.otter.engine.verify.online;

/**
 * What has been counted.
 *
 * @param sourceRows rows read on sources
 * @param targetRows rows read on the target
 * @param equal rows that were the same
 * @param differences rows proven to differ
 * @param undecided rows of which nothing can be said
 */
public record Tally(
        long sourceRows, long targetRows, long equal, long differences, long undecided) {
    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                sourceRows + other.sourceRows,
                targetRows + other.targetRows,
                equal + other.equal,
                differences + other.differences,
                undecided + other.undecided);
    }
}
