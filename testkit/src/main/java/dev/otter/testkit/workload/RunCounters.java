package dev.otter.testkit.workload;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The running sums behind {@link WorkloadStats}; added to by all writers. */
final class RunCounters {

    private final LongAdder transactions = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder rolledBack = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Map<Integer, LongAdder> rejected = new ConcurrentHashMap<>();

    void committed(TransactionScript script, long changedRows) {
        transactions.increment();
        rows.add(changedRows);
        statements.add(script.statements().size());
    }

    void rolledBack() {
        rolledBack.increment();
    }

    void retried() {
        retried.increment();
    }

    void lost() {
        lost.increment();
    }

    void rejected(int errorCode) {
        rejected.computeIfAbsent(errorCode, _ -> new LongAdder()).increment();
    }

    WorkloadStats snapshot(Duration elapsed) {
        Map<Integer, Long> byCode = new TreeMap<>();
        rejected.forEach((code, count) -> byCode.put(code, count.sum()));
        return new WorkloadStats(
                transactions.sum(),
                rows.sum(),
                statements.sum(),
                rolledBack.sum(),
                retried.sum(),
                lost.sum(),
                byCode,
                elapsed);
    }
}
