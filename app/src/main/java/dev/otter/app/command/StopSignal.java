package dev.otter.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish of the user, or of the system, that the command end. Any thread. */
public final class StopSignal {
    private final CountDownLatch requested;
    private final long deadline;

    /** A wish that comes only by {@link #request}. */
    public StopSignal() {
        this(new CountDownLatch(1), Long.MAX_VALUE);
    }

    private StopSignal(CountDownLatch requested, long deadline) {
        this.requested = requested;
        this.deadline = deadline;
    }

    /** The same wish, which also comes by itself after some time. */
    public StopSignal orAfter(long time, TimeUnit unit) {
        return new StopSignal(requested, System.nanoTime() + unit.toNanos(time));
    }

    /** Asks the command to end in good order. */
    public void request() {
        requested.countDown();
    }

    public boolean requested() {
        return requested.getCount() == 0 || left() <= 0;
    }

    /**
     * Waits for the wish, at most so long.
     *
     * @return whether it has come
     */
    public boolean await(Duration most) throws InterruptedException {
        long nanos = Math.max(0, Math.min(most.toNanos(), left()));
        return requested.await(nanos, TimeUnit.NANOSECONDS) || requested();
    }

    private long left() {
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
    }
}
