package dev.otter.engine.dialect;

import dev.otter.engine.database.TargetTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Columns of a target's table with their types while a statement changes them. One thread. */
final class TargetColumns {
    private final Dialect dialect;
    private final Map<String, String> types = new LinkedHashMap<>();

    TargetColumns(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Those of a table as it is. */
    static TargetColumns of(Dialect dialect, TargetTable table) {
        TargetColumns columns = new TargetColumns(dialect);
        table.columns().forEach(column -> columns.put(column.name(), column.columnType()));
        return columns;
    }

    void put(String name, String type) {
        types.put(name, type);
    }

    void remove(String name) {
        types.remove(name);
    }

    /** As the target spells it: letter by letter, else its own way, else the only one alike. */
    Optional<String> find(String name) {
        if (types.containsKey(name)) {
            return Optional.of(name);
        }
        if (types.containsKey(dialect.named(name))) {
            return Optional.of(dialect.named(name));
        }
        List<String> alike = types.keySet().stream().filter(name::equalsIgnoreCase).toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /** The type of a column as the target spells it; empty for one that is not there. */
    String type(String name) {
        return types.getOrDefault(name, "");
    }
}
