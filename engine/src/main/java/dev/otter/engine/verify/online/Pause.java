package dev.otter.engine.verify.online;

import java.time.Duration;

/** How the comparison waits, so that it can be stopped while it does. Any thread. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits at most so long.
     *
     * @return true when the comparison is to end
     */
    boolean await(Duration most) throws InterruptedException;
}
