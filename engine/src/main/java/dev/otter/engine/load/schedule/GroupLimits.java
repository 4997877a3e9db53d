package dev.otter.engine.load.schedule;

/**
 * How large windows and groups may become.
 *
 * @param groupKeysMin below this many keys work is not spread over more appliers
 * @param groupKeysMax keys written in one group, when its transactions are independent
 * @param windowKeysMax distinct-key bound of one look at the queue
 * @param windowRowsMax bound of one look at the queue in source rows
 * @param windowBytesMax bound of one look at the queue in bytes
 */
public record GroupLimits(
        int groupKeysMin,
        int groupKeysMax,
        int windowKeysMax,
        int windowRowsMax,
        long windowBytesMax) {

    /**
     * Groups of 200 to 3,000 rows. From 1,000 to 3,000 a server's time per row still falls by a
     * fifth, because more rows share a statement and a commit.
     */
    public static GroupLimits defaults() {
        return new GroupLimits(200, 3000, 24_000, 50_000, 16L << 20);
    }
}
