package dev.otter.testkit.workload;

/**
 * How fast a run writes: as fast as it can, or a steady rate over all writers. A steady run keeps
 * its timetable: after a pause it catches up instead of writing less.
 *
 * @param transactionsPerSecond over all writers; infinity for no limit
 */
public record Pace(double transactionsPerSecond) {

    public Pace {
        if (!(transactionsPerSecond > 0)) {
            throw new IllegalArgumentException("a pace must be positive: " + transactionsPerSecond);
        }
    }

    public static Pace unlimited() {
        return new Pace(Double.POSITIVE_INFINITY);
    }

    public static Pace perSecond(double transactions) {
        return new Pace(transactions);
    }

    boolean limited() {
        return transactionsPerSecond != Double.POSITIVE_INFINITY;
    }

    /** Nanoseconds after the run's start at which a writer's n-th transaction (from 0) is due. */
    long dueNanos(long n, int writer, int writers) {
        double turn = (double) n * writers + writer;
        return limited() ? (long) (turn * 1e9 / transactionsPerSecond) : 0;
    }
}
