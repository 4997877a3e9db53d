package dev.otter.app.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The rate of a growing counter over the last few seconds. For one thread. */
public final class RateMeter {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    /**
     * Adds a look at the counter.
     *
     * @param nanos of a monotonic clock
     * @return the counter's growth per second
     */
    public double add(long nanos, long count) {
        samples.addLast(new Sample(nanos, count));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long time = nanos - first.nanos();
        return time <= 0 ? 0 : (count - first.count()) * 1e9 / time;
    }
}
