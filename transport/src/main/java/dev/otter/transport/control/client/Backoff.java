package dev.otter.transport.control.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double up to a limit, each anywhere between half and the whole of it, so that nodes
 * which lost their manager together do not come back together. Not thread-safe.
 */
final class Backoff {
    private final long shortest;
    private final long longest;
    private final RandomGenerator random;
    private long next;

    Backoff(ControlClientConfig.Pace pace, RandomGenerator random) {
        this.shortest = Math.max(1, pace.shortestPause().toMillis());
        this.longest = Math.max(shortest, pace.longestPause().toMillis());
        this.random = random;
        this.next = shortest;
    }

    Duration pause() {
        long whole = next;
        next = Math.min(longest, next * 2);
        return Duration.ofMillis(whole / 2 + random.nextLong(whole - whole / 2 + 1));
    }

    void reset() {
        next = shortest;
    }
}
