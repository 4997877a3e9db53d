package dev.otter.testkit.workload;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What a run has done so far.
 *
 * @param transactions committed
 * @param rows sum of the update counts of committed statements (found rows for updates)
 * @param statements of committed transactions
 * @param rolledBack transactions rolled back because their script says so
 * @param retried times a transaction was sent again after a deadlock or a lock wait
 * @param lost transactions with unknown outcome because the connection broke
 * @param rejected transactions rolled back because of an error the workload expects, by error code
 * @param elapsed since the start, until the last writer ended
 */
public record WorkloadStats(
        long transactions,
        long rows,
        long statements,
        long rolledBack,
        long retried,
        long lost,
        Map<Integer, Long> rejected,
        Duration elapsed) {

    public WorkloadStats {
        rejected = Map.copyOf(rejected);
    }

    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public double transactionsPerSecond() {
        return transactions / seconds();
    }

    public double rowsPerSecond() {
        return rows / seconds();
    }

    private double seconds() {
        return Math.max(1e-9, elapsed.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d transactions (%,.0f/s), %,d rows (%,.0f/s), %,d statements, %,d rolled back,"
                        + " %,d retried, %,d lost, rejected %s in %.1f s",
                transactions,
                transactionsPerSecond(),
                rows,
                rowsPerSecond(),
                statements,
                rolledBack,
                retried,
                lost,
                rejected,
                seconds());
    }
}
