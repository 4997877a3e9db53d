package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tables whose rows are not applied any more until a human has mended them. Thread-safe. */
public final class HeldTables {
    private final Set<TableName> tables = ConcurrentHashMap.newKeySet();

    /** Holds a table from now on. */
    public void hold(TableName table) {
        tables.add(table);
    }

    public boolean holds(TableName table) {
        return !tables.isEmpty() && tables.contains(table);
    }

    /** Adds those changes whose tables are not held. */
    void addUnheld(List<RowChanges> changes, List<RowChanges> to) {
        if (tables.isEmpty()) {
            to.addAll(changes);
            return;
        }
        for (RowChanges change : changes) {
            if (!tables.contains(change.target())) {
                to.add(change);
            }
        }
    }
}
