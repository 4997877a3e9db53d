package dev.otter.engine.verify.live;

import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows that were not the same at a look, by table, until they are decided. For one thread. */
final class Suspects {
    private static final int MOST = 500;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<TableName, Set<RowKey>> byTable = new LinkedHashMap<>();
    private int count;
    private long since;

    /**
     * Adds rows of a table.
     *
     * @return how many of them were not there
     */
    int add(TableName target, Collection<RowKey> keys, long nowNanos) {
        if (keys.isEmpty()) {
            return 0;
        }
        if (count == 0) {
            since = nowNanos;
        }
        Set<RowKey> of = byTable.computeIfAbsent(target, _ -> new LinkedHashSet<>());
        int before = of.size();
        of.addAll(keys);
        count += of.size() - before;
        return of.size() - before;
    }

    /** Whether they are many, or have waited for long. */
    boolean due(long nowNanos) {
        return count >= MOST || (count > 0 && nowNanos - since >= PATIENCE_NANOS);
    }

    /** Those of a table; empty when there is none at all. */
    Optional<KeyQueue.Due> take() {
        Optional<TableName> first = byTable.keySet().stream().findFirst();
        return first.map(table -> {
            Set<RowKey> keys = byTable.remove(table);
            count -= keys.size();
            return new KeyQueue.Due(table, List.copyOf(keys));
        });
    }
}
