package dev.otter.node.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells an operation that it is to end. Thread-safe. */
public final class Halt {
    private final CountDownLatch raised = new CountDownLatch(1);

    /** It is to end. */
    void raise() {
        raised.countDown();
    }

    /** Whether it is to end. */
    public boolean raised() {
        return raised.getCount() == 0;
    }

    /**
     * Waits at most so long.
     *
     * @return whether it is to end
     */
    public boolean await(Duration most) throws InterruptedException {
        return raised.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }
}
