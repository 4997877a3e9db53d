package dev.otter.engine.load;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells when target transactions are open but none has ended for long: the target is slow, locked,
 * or does not answer at all. One thread.
 */
final class AnswerWatch {
    static final String REASON = "the target has not ended any transaction for 5 seconds or more";

    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanos;
    private long movedAt;
    private boolean open;

    AnswerWatch() {
        this(System::nanoTime);
    }

    AnswerWatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A target transaction has ended. */
    void moved() {
        movedAt = nanos.getAsLong();
    }

    /**
     * Whether an end is overdue.
     *
     * @param running target transactions that are open now
     */
    boolean missing(int running) {
        if (running > 0 && !open) {
            movedAt = nanos.getAsLong();
        }
        open = running > 0;
        return open && nanos.getAsLong() - movedAt >= PATIENCE;
    }
}
