package dev.otter.engine.snapshot;

import java.time.Duration;

/** Holds the rows that all copying threads read to a number per second. Thread-safe. */
final class RowRate {
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private long freeAtNanos;

    /**
     * @param perSecond rows per second; 0 for as many as come
     * @param nowNanos the time now, as {@link System#nanoTime} tells it
     */
    RowRate(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.freeAtNanos = nowNanos;
    }

    /** How long whoever has read these rows waits before it reads more. */
    synchronized Duration after(int rows, long nowNanos) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        long from = freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
        freeAtNanos = from + rows * SECOND / perSecond;
        return Duration.ofNanos(freeAtNanos - nowNanos);
    }
}
