package dev.otter.testkit.workload;

import java.time.Duration;
import java.util.Objects;

/**
 * When a run ends by itself: after so many transactions over all writers, or after so long,
 * whichever comes first. {@link WorkloadRun#stop()} ends it before.
 *
 * @param transactions attempted transactions over all writers (each writer has its fixed share, so
 *     that its stream of transactions depends on the seed only)
 * @param duration wall time since the start
 */
public record RunLimit(long transactions, Duration duration) {

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    public RunLimit {
        Objects.requireNonNull(duration, "duration");
        if (transactions < 1 || duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                    "a run needs at least one transaction and some time, not "
                            + transactions
                            + " and "
                            + duration);
        }
    }

    public static RunLimit transactions(long transactions) {
        return new RunLimit(transactions, FOR_EVER);
    }

    public static RunLimit duration(Duration duration) {
        return new RunLimit(Long.MAX_VALUE, duration);
    }

    public static RunLimit untilStopped() {
        return new RunLimit(Long.MAX_VALUE, FOR_EVER);
    }

    long shareOf(int writer, int writers) {
        if (transactions == Long.MAX_VALUE) {
            return transactions;
        }
        return transactions / writers + (writer < transactions % writers ? 1 : 0);
    }
}
