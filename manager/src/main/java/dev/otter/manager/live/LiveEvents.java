package dev.otter.manager.live;

import java.time.Duration;
import java.util.List;

/**
 * News of the running system for one who watches: at first how everything is, then what has
 * changed. What was not taken is replaced by what is newer, so that memory stays bounded. For one
 * taker; closed by any thread.
 */
public interface LiveEvents extends AutoCloseable {

    /**
     * What is new.
     *
     * @return nothing when nothing is within the time
     */
    List<LiveEvent> take(Duration limit) throws InterruptedException;

    /** Whether there will be no more. */
    boolean ended();

    @Override
    void close();
}
