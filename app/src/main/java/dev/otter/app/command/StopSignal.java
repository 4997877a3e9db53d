package dev.otter.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish of the user, or of the system, that the command end. Any thread. */
public final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Asks the command to end in good order. */
    public void request() {
        requested.countDown();
    }

    public boolean requested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for the wish, at most so long.
     *
     * @return whether it has come
     */
    public boolean await(Duration most) throws InterruptedException {
        return requested.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
