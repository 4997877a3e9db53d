package dev.otter.engine.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells all threads of a pipeline to end; waiting for it is how they pause. Thread-safe. */
public final class StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);

    /** Asks to stop; calling again does nothing. */
    public void raise() {
        latch.countDown();
    }

    public boolean raised() {
        return latch.getCount() == 0;
    }

    /**
     * Pauses at most this long.
     *
     * @return true when stopping was asked for, before or during the pause
     */
    public boolean pause(Duration time) throws InterruptedException {
        return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
