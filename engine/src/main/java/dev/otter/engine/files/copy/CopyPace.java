package dev.otter.engine.files.copy;

import dev.otter.engine.files.store.Pace;
import dev.otter.engine.run.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far one copy is: holds it to the rate, breaks it off when the pipeline stops, and tells in
 * words. Written by the copying thread, read by any.
 */
final class CopyPace {
    private final ByteRate rate;
    private final StopSignal stop;
    private final LongAdder count;
    private volatile String doing = "";
    private final AtomicLong done = new AtomicLong();
    private volatile long total;

    /**
     * @param count of all bytes that are copied
     */
    CopyPace(ByteRate rate, StopSignal stop, LongAdder count) {
        this.rate = rate;
        this.stop = stop;
        this.count = count;
    }

    /** Begins a step over so many bytes, of which some need not be gone over. */
    void begin(String what, long from, long size) {
        doing = what;
        done.set(from);
        total = size;
    }

    /** For bytes that are read where they are. */
    Pace reading() {
        return bytes -> {
            requireOpen();
            done.addAndGet(bytes);
        };
    }

    /** For bytes that are copied. */
    void copied(int bytes) throws IOException {
        done.addAndGet(bytes);
        count.add(bytes);
        requireOpen();
        Duration rest = rate.after(bytes, System.nanoTime());
        try {
            if (!rest.isZero() && stop.pause(rest)) {
                throw new BrokenOffException();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new BrokenOffException();
        }
    }

    private void requireOpen() throws BrokenOffException {
        if (stop.raised()) {
            throw new BrokenOffException();
        }
    }

    /** Such as {@code copying, 45 % of 5.0 GB}; empty before the first step. */
    String inWords() {
        String what = doing;
        long size = total;
        if (what.isEmpty() || size == 0) {
            return what;
        }
        return "%s, %d %% of %s"
                .formatted(what, Math.min(100, done.get() * 100 / size), size(size));
    }

    private static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000_000
                ? "%.1f MB".formatted(bytes / 1e6)
                : "%.1f GB".formatted(bytes / 1e9);
    }
}
