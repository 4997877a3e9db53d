package dev.otter.engine.load.schedule;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Transactions that wait to be applied, in log order; taking from the middle is cheap. One thread.
 */
public final class PendingQueue implements Iterable<PendingTransaction> {
    private final Map<Long, PendingTransaction> bySequence = new LinkedHashMap<>();
    private long rows;

    /** Adds the newest transaction. */
    public void add(PendingTransaction transaction) {
        bySequence.put(transaction.transaction().sequence(), transaction);
        rows += transaction.transaction().rows();
    }

    void removeAll(List<TransactionGroup> groups) {
        for (TransactionGroup group : groups) {
            for (PendingTransaction member : group.members()) {
                bySequence.remove(member.transaction().sequence());
                rows -= member.transaction().rows();
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

    /** Rows waiting, as the source logged them. */
    public long rows() {
        return rows;
    }

    @Override
    public Iterator<PendingTransaction> iterator() {
        return bySequence.values().iterator();
    }
}
