package dev.otter.binlog.event;

import dev.otter.binlog.row.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * A table's shape as the log states it. The decoder hands out the same object for the same bytes,
 * so consumers may use identity as a key. Immutable; safe for all threads. What the server did not
 * write (it writes names only with {@code binlog_row_metadata=FULL}) is empty here, never guessed.
 */
public final class TableMap {
    private final long id;
    private final String schema;
    private final String table;
    private final ColumnType[] types;
    private final boolean[] nullable;
    private final TableMetadata metadata;
    private final int[] layout;
    private final int jsonColumns;

    TableMap(
            long id,
            String schema,
            String table,
            ColumnType[] types,
            boolean[] nullable,
            TableMetadata metadata) {
        this.id = id;
        this.schema = schema;
        this.table = table;
        this.types = types;
        this.nullable = nullable;
        this.metadata = metadata;
        this.layout = new int[types.length];
        int json = 0;
        for (int i = 0; i < types.length; i++) {
            layout[i] = types[i].layout();
            json += types[i].kind() == ColumnType.Kind.JSON ? 1 : 0;
        }
        this.jsonColumns = json;
    }

    /** The number rows refer to this map by; it says nothing beyond one run of the server. */
    public long id() {
        return id;
    }

    public String schema() {
        return schema;
    }

    public String table() {
        return table;
    }

    public int columnCount() {
        return types.length;
    }

    /** Type of a column, with its sign when the server wrote it. */
    public ColumnType type(int column) {
        return types[column];
    }

    /** All types in order. */
    public List<ColumnType> types() {
        return List.of(types);
    }

    public boolean nullable(int column) {
        return nullable[column];
    }

    /** What the server told beyond the types. */
    public TableMetadata metadata() {
        return metadata;
    }

    /** The column's name, when the server wrote names. */
    public Optional<String> name(int column) {
        List<String> names = metadata.names();
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(column));
    }

    int[] layout() {
        return layout;
    }

    int jsonColumns() {
        return jsonColumns;
    }

    boolean json(int column) {
        return types[column].kind() == ColumnType.Kind.JSON;
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
