package dev.otter.engine.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes that are on their way between two stages. Thread-safe.
 *
 * <p>A single piece larger than the whole budget is let through when nothing else is on its way, so
 * that nothing can wait forever.
 */
public final class ByteBudget {
    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private long used;

    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /**
     * Waits until the bytes fit.
     *
     * @return false when they did not within the time; nothing is taken then
     */
    public boolean take(long bytes, long timeoutMillis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        lock.lockInterruptibly();
        try {
            while (used > 0 && used + bytes > limit) {
                if (left <= 0) {
                    return false;
                }
                left = freed.awaitNanos(left);
            }
            used += bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives bytes back. */
    public void give(long bytes) {
        if (bytes == 0) {
            return;
        }
        lock.lock();
        try {
            used -= bytes;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes on their way now. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }
}
