package dev.otter.engine.verify.online;

import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables of the log matter to a pair: its source tables, and the tables whose deletes and
 * updates make the server write rows of those without telling its log. For one thread.
 */
final class Watched {
    private static final int KNOWN_MOST = 1_000;

    private final List<TargetTable> tables;
    private final Set<TableName> parents;
    private final TouchHash keys;
    private final LogPosition since;
    private final IdentityHashMap<TableMap, Optional<TouchHash.InLog>> known =
            new IdentityHashMap<>();

    /**
     * @param since where the log ended when the tables' shapes were read
     */
    Watched(List<TargetTable> tables, Set<TableName> parents, TouchHash keys, LogPosition since) {
        this.tables = List.copyOf(tables);
        this.parents = Set.copyOf(parents);
        this.keys = keys;
        this.since = since;
    }

    /** Shapes are right from here on, as long as no statement changes them. */
    LogPosition since() {
        return since;
    }

    /** Whether rows of a table matter. */
    boolean wants(TableMap map) {
        return table(map.schema(), map.table()).isPresent() || parent(map);
    }

    /** Whether a statement on this table matters. Case does not count, to be safe. */
    boolean names(TableName name) {
        return table(name.database(), name.table()).isPresent();
    }

    private Optional<TargetTable> table(String database, String name) {
        return tables.stream()
                .filter(table ->
                        table.name().database().equalsIgnoreCase(database)
                                && table.name().table().equalsIgnoreCase(name))
                .findFirst();
    }

    private boolean parent(TableMap map) {
        return parents.stream()
                .anyMatch(name ->
                        name.database().equalsIgnoreCase(map.schema())
                                && name.table().equalsIgnoreCase(map.table()));
    }

    /** Whether these rows may have changed rows that the log does not show. */
    boolean cascades(RowsEvent event) {
        return event.kind() != RowsEvent.Kind.INSERT
                && !event.cascadesLogged()
                && parent(event.table());
    }

    /** Where the key is in rows of a source table; empty when that cannot be told. */
    Optional<TouchHash.InLog> key(TableMap map) {
        if (known.size() >= KNOWN_MOST) {
            known.clear();
        }
        return known.computeIfAbsent(
                map, _ -> table(map.schema(), map.table()).flatMap(table -> keys.in(map, table)));
    }

    /** Whether rows of the map are rows of the pair. */
    boolean compared(TableMap map) {
        return table(map.schema(), map.table()).isPresent();
    }

    long hash(RowKey key) {
        return keys.of(key);
    }
}
