package dev.otter.engine.load.schedule;

import dev.otter.engine.change.SourceTransaction;
import java.util.List;

/**
 * Whole source transactions that become one target transaction. Immutable.
 *
 * @param members all transactions in log order
 */
public record TransactionGroup(List<PendingTransaction> members) {

    public TransactionGroup {
        members = List.copyOf(members);
    }

    /** One transaction whose access does not matter, because nothing else is in flight. */
    public static TransactionGroup alone(SourceTransaction transaction) {
        return new TransactionGroup(
                List.of(new PendingTransaction(transaction, new AccessSet.Collector().build())));
    }

    /** Without transactions: carries progress only. */
    public static TransactionGroup none() {
        return new TransactionGroup(List.of());
    }

    /** Whether it is a transaction that was refused and now goes alone, all older being durable. */
    public boolean secondTry() {
        return members.size() == 1 && members.getFirst().refused();
    }

    /**
     * Its parts that touch nothing in common, so that each can also be applied alone; worked out
     * anew at each call.
     *
     * @return lists in log order
     */
    public List<List<PendingTransaction>> components() {
        return Components.of(members);
    }

    /** Rows as the source logged them. */
    public long rows() {
        return members.stream().mapToLong(m -> m.transaction().rows()).sum();
    }

    /** Approximate size in memory. */
    public long bytes() {
        return members.stream().mapToLong(m -> m.transaction().bytes()).sum();
    }
}
