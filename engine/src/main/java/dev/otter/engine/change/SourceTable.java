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
    private final boolean readAgain;

    public SourceTable(TableName name, List<LogColumn> columns) {
        this(name, columns, false);
    }

    /**
     * @param readAgain whether rows of this shape were not logged but read from the table
     */
    public SourceTable(TableName name, List<LogColumn> columns, boolean readAgain) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.readAgain = readAgain;
    }

    public TableName name() {
        return name;
    }

    /** Columns in the order in which rows hold them. */
    public List<LogColumn> columns() {
        return columns;
    }

    /**
     * Whether rows of this shape were read from the table again. What the target holds of them is
     * not known: inserts go over what is there, and what is deleted may be missing.
     */
    public boolean readAgain() {
        return readAgain;
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
