package dev.otter.engine.snapshot;

import dev.otter.model.channel.CopyLimits;

/**
 * How large things become within a full load.
 *
 * @param threads connections that read the source
 * @param chunkRows rows of a chunk at most
 * @param chunkBytes bytes of SQL of a chunk; at most one row more
 * @param windowBytes changes held for one chunk
 * @param splitRows a table by whole numbers is cut into parts of about so many rows
 * @param partsMax parts of a table at most
 * @param threadsRunning the copy pauses while the source runs more statements at once
 * @param rowsPerSecond rows read at most; 0 for as many as come
 */
public record SnapshotSizes(
        int threads,
        int chunkRows,
        int chunkBytes,
        long windowBytes,
        long splitRows,
        int partsMax,
        int threadsRunning,
        int rowsPerSecond) {

    /** Those that the product runs with. */
    public static SnapshotSizes usual() {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
        return new SnapshotSizes(threads, 8_000, 2 << 20, 4L << 20, 200_000, 8, 60, 0);
    }

    /** Small pieces, so that little data makes many of them. */
    public SnapshotSizes inPieces(int rows, long split) {
        return new SnapshotSizes(
                threads,
                rows,
                chunkBytes,
                windowBytes,
                split,
                partsMax,
                threadsRunning,
                rowsPerSecond);
    }

    /** The part of one of several loads that run at the same time. */
    public SnapshotSizes shared(int loads) {
        int perSecond = rowsPerSecond == 0 ? 0 : Math.max(1, rowsPerSecond / loads);
        return new SnapshotSizes(
                Math.max(1, threads / loads),
                perSecond == 0 ? chunkRows : Math.min(chunkRows, perSecond),
                chunkBytes,
                windowBytes / loads,
                splitRows,
                partsMax,
                threadsRunning,
                perSecond);
    }

    /** The same with an operator's limits; a chunk is then no more than a second's rows. */
    public SnapshotSizes limited(CopyLimits limits) {
        int perSecond = limits.rowsPerSecond();
        return new SnapshotSizes(
                threads,
                perSecond == 0 ? chunkRows : Math.min(chunkRows, perSecond),
                chunkBytes,
                windowBytes,
                splitRows,
                partsMax,
                limits.sourceThreads(),
                perSecond);
    }
}
