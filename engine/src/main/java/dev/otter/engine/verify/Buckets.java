package dev.otter.engine.verify;

/**
 * Sums over the rows of one side, by the hash of their key. Equal buckets on both sides hold equal
 * rows, whatever the order they came in; the chance of an error is that of two 128-bit sums being
 * equal by accident. For one thread while it is filled.
 */
final class Buckets {
    private static final int BITS = 17;
    static final int COUNT = 1 << BITS;

    private final int[] rows = new int[COUNT];
    private final long[] firstSums = new long[COUNT];
    private final long[] secondSums = new long[COUNT];
    private long totalRows;
    private long totalBytes;

    static int of(long keyHash) {
        return (int) (keyHash >>> (Long.SIZE - BITS));
    }

    void add(long keyHash, long first, long second, int bytes) {
        int bucket = of(keyHash);
        rows[bucket]++;
        firstSums[bucket] += first;
        secondSums[bucket] += second;
        totalRows++;
        totalBytes += bytes;
    }

    boolean differ(Buckets other, int bucket) {
        return rows[bucket] != other.rows[bucket]
                || firstSums[bucket] != other.firstSums[bucket]
                || secondSums[bucket] != other.secondSums[bucket];
    }

    int rows(int bucket) {
        return rows[bucket];
    }

    long totalRows() {
        return totalRows;
    }

    /** Bytes of the average row, at least 1. */
    long averageBytes() {
        return totalRows == 0 ? 1 : Math.max(1, totalBytes / totalRows);
    }
}
