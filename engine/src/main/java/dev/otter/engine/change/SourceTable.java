package dev.otter.engine.change;

import dev.otter.engine.database.LogColumn;
import dev.otter.model.table.TableName;
import java.util.List;

/**
 * A source table's shape at one point of the log. Shapes are compared by identity: the same object
 * means the same columns. Immutable.
 */
public final class SourceTable {
    private final TableName name;
    private final List<LogColumn> columns;

    public SourceTable(TableName name, List<LogColumn> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    public TableName name() {
        return name;
    }

    /** Columns in the order in which rows hold them. */
    public List<LogColumn> columns() {
        return columns;
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
