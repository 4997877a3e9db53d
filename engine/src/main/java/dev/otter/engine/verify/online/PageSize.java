package dev.otter.engine.verify.online;

/** Rows per page: grows while pages are quick and small, shrinks when they are not. One thread. */
final class PageSize {
    private static final int LEAST = 16;
    private static final int FIRST = 1_024;
    private static final int MOST = 16_384;
    private static final long SLOW_NANOS = 500_000_000;
    private static final long LARGE_BYTES = 8L << 20;

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    void took(long nanos, long bytes) {
        if (nanos > SLOW_NANOS || bytes > LARGE_BYTES) {
            rows = Math.max(LEAST, rows / 2);
        } else if (nanos < SLOW_NANOS / 4 && bytes < LARGE_BYTES / 4) {
            rows = Math.min(MOST, rows * 2);
        }
    }
}
