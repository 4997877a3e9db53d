package dev.otter.engine.files.copy;

import java.time.Duration;

/** Holds the bytes of all copies of one entry to a number per second. Thread-safe. */
final class ByteRate {
    private static final long SECOND = 1_000_000_000L;

    private final long perSecond;
    private long freeAtNanos;

    /**
     * @param perSecond bytes per second; 0 for as many as come
     * @param nowNanos the time now, as {@link System#nanoTime} tells it
     */
    ByteRate(long perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.freeAtNanos = nowNanos;
    }

    /** How long whoever has copied these bytes waits before it copies more. */
    synchronized Duration after(int bytes, long nowNanos) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        long from = freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
        freeAtNanos = from + bytes * SECOND / perSecond;
        return Duration.ofNanos(freeAtNanos - nowNanos);
    }
}
