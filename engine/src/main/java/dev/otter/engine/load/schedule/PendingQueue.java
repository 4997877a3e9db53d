package dev.otter.engine.load.schedule;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Transactions that wait to be applied, in log order; taking from the middle is cheap. One thread.
 */
public final class PendingQueue implements Iterable<PendingTransaction> {
    private Map<Long, PendingTransaction> bySequence = new LinkedHashMap<>();
    private long rows;
    private int refused;

    /** Adds the newest transaction. */
    public void add(PendingTransaction transaction) {
        bySequence.put(transaction.transaction().sequence(), transaction);
        rows += transaction.transaction().rows();
    }

    /** Puts transactions of a group that ended without them back to their places; dear. */
    public void putBack(List<PendingTransaction> transactions) {
        if (transactions.isEmpty()) {
            return;
        }
        Map<Long, PendingTransaction> sorted = new TreeMap<>(bySequence);
        for (PendingTransaction each : transactions) {
            sorted.put(each.transaction().sequence(), each);
            rows += each.transaction().rows();
            refused += each.refused() ? 1 : 0;
        }
        bySequence = new LinkedHashMap<>(sorted);
    }

    void removeAll(List<TransactionGroup> groups) {
        for (TransactionGroup group : groups) {
            for (PendingTransaction member : group.members()) {
                bySequence.remove(member.transaction().sequence());
                rows -= member.transaction().rows();
                refused -= member.refused() ? 1 : 0;
            }
        }
    }

    public boolean isEmpty() {
        return bySequence.isEmpty();
    }

    /** Transactions waiting. */
    public int size() {
        return bySequence.size();
    }

    /** Whether transactions wait that the target has refused once. */
    public boolean holdsRefused() {
        return refused > 0;
    }

    /** Rows waiting, as the source logged them. */
    public long rows() {
        return rows;
    }

    @Override
    public Iterator<PendingTransaction> iterator() {
        return bySequence.values().iterator();
    }
}
