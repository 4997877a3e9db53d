package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tables whose rows are not applied any more until a human has mended them, whatever spelling of
 * their names the target takes for the same. Thread-safe.
 */
public final class HeldTables {
    private final boolean ignoreCase;
    private final Set<TableName> tables = ConcurrentHashMap.newKeySet();

    /** For a target that tells tables apart by the letter case of their names. */
    public HeldTables() {
        this(false);
    }

    /**
     * @param ignoreCase whether the target ignores the letter case of tables' names
     */
    public HeldTables(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    /** Holds a table from now on. */
    public void hold(TableName table) {
        tables.add(key(table));
    }

    public boolean holds(TableName table) {
        return !tables.isEmpty() && tables.contains(key(table));
    }

    /** Equal for all names of one table of the target. */
    TableName key(TableName name) {
        return ignoreCase
                ? new TableName(
                        name.database().toLowerCase(Locale.ROOT),
                        name.table().toLowerCase(Locale.ROOT))
                : name;
    }

    /** Adds those changes whose tables are not held. */
    void addUnheld(List<RowChanges> changes, List<RowChanges> to) {
        addUnheld(changes, List.of(), to);
    }

    /**
     * The same, and of those only the changes of other tables than these.
     *
     * @param besides names as {@link #key} gives them
     */
    void addUnheld(List<RowChanges> changes, Collection<TableName> besides, List<RowChanges> to) {
        for (RowChanges change : changes) {
            if (!holds(change.target()) && !besides.contains(key(change.target()))) {
                to.add(change);
            }
        }
    }
}
