package dev.otter.testkit.proxy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Decides when bytes may pass: not while paused, and not before their delay is over. */
final class Valve {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean paused;
    private volatile long delayNanos;

    void pause(boolean on) {
        lock.lock();
        try {
            paused = on;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException(
                    "a delay of " + delay + " would need a time machine");
        }
        delayNanos = delay.toNanos();
    }

    /** When bytes that arrive now may pass, on the clock of {@link System#nanoTime}. */
    long dueNow() {
        return System.nanoTime() + delayNanos;
    }

    /** Waits until the valve is open and the moment has come. */
    void awaitPassage(long due) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long wait = due - System.nanoTime();
            while (paused || wait > 0) {
                if (paused) {
                    changed.await();
                } else {
                    boolean woken = changed.await(wait, TimeUnit.NANOSECONDS);
                    if (!woken && !paused) {
                        return;
                    }
                }
                wait = due - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
