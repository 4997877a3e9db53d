package dev.otter.engine.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing, capped, jittered pauses between tries; {@link #reset} after success. One thread.
 *
 * <p>The n-th pause is uniform between half of and the whole of {@code min(cap, first · 2^n)}.
 */
public final class Backoff {
    private final Duration first;
    private final Duration cap;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        this.first = first;
        this.cap = cap;
        this.random = random;
    }

    /** The next pause. */
    public Duration next() {
        long limit = Math.min(cap.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(limit - random.nextLong(limit / 2 + 1));
    }

    /** Tries that failed since the last success. */
    public int failures() {
        return failures;
    }

    public void reset() {
        failures = 0;
    }
}
