package dev.otter.engine.load;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.table.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tables of the target have transactions that were taken in and are not durable. One thread.
 */
final class OutstandingTables {
    private final Map<TableName, Integer> transactions = new HashMap<>();

    void opened(SourceTransaction transaction) {
        count(transaction, 1);
    }

    void closed(SourceTransaction transaction) {
        count(transaction, -1);
    }

    private void count(SourceTransaction transaction, int by) {
        List<RowChanges> changes = transaction.changes();
        TableName last = null;
        for (RowChanges change : changes) {
            if (!change.target().equals(last)) {
                last = change.target();
                transactions.merge(last, by, OutstandingTables::sum);
            }
        }
    }

    /** Nothing is kept of a table that has none any more. */
    private static Integer sum(Integer before, Integer by) {
        int sum = before + by;
        return sum == 0 ? null : sum;
    }

    boolean any(Set<TableName> tables) {
        return tables.stream().anyMatch(transactions::containsKey);
    }
}
