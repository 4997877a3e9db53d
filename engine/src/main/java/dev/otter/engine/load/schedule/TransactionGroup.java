package dev.otter.engine.load.schedule;

import dev.otter.engine.change.SourceTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whole source transactions that become one target transaction.
 *
 * <p>It consists of components; transactions of different components touch nothing in common, so
 * each component can also be applied alone. Immutable.
 *
 * @param components lists in log order, each independent of the others
 * @param members all transactions in log order
 */
public record TransactionGroup(
        List<List<PendingTransaction>> components, List<PendingTransaction> members) {

    static TransactionGroup of(List<List<PendingTransaction>> components) {
        List<PendingTransaction> members = new ArrayList<>();
        components.forEach(members::addAll);
        members.sort(Comparator.comparingLong(m -> m.transaction().sequence()));
        return new TransactionGroup(List.copyOf(components), List.copyOf(members));
    }

    /** One transaction whose access does not matter, because nothing else is in flight. */
    public static TransactionGroup alone(SourceTransaction transaction) {
        return of(
                List.of(
                        List.of(
                                new PendingTransaction(
                                        transaction, new AccessSet.Collector().build()))));
    }

    /** Without transactions: carries progress only. */
    public static TransactionGroup none() {
        return new TransactionGroup(List.of(), List.of());
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
