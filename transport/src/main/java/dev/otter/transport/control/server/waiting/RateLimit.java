package dev.otter.transport.control.server.waiting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many a time for each source, refilled steadily. Remembers a bounded number of sources, those
 * seen last. Thread-safe.
 */
public final class RateLimit {
    private static final int MOST_SOURCES = 4_096;

    private record Bucket(double tokens, Instant at) {}

    private final int burst;
    private final Duration refill;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param burst how many at once
     * @param refill how long until one more is allowed
     */
    public RateLimit(int burst, Duration refill, InstantSource clock) {
        this.burst = burst;
        this.refill = refill;
        this.clock = clock;
    }

    /** Counts one; false when the source has used up its share. */
    public synchronized boolean allows(String source) {
        Instant now = clock.instant();
        Bucket old = buckets.getOrDefault(source, new Bucket(burst, now));
        double earned = Math.max(0, Duration.between(old.at(), now).toNanos());
        double tokens = Math.min(burst, old.tokens() + earned / refill.toNanos());
        boolean allowed = tokens >= 1;
        buckets.put(source, new Bucket(allowed ? tokens - 1 : tokens, now));
        if (buckets.size() > MOST_SOURCES) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return allowed;
    }
}
