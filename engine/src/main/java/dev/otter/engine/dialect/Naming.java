package dev.otter.engine.dialect;

import dev.otter.model.table.TableName;
import java.util.Optional;

/** What the target calls tables and columns of the source. */
@FunctionalInterface
public interface Naming {

    /** The target's table; empty when the source's is out of scope. */
    Optional<TableName> table(TableName source);

    /**
     * The target's name of a column.
     *
     * @param source the source's table
     */
    default String column(TableName source, String column) {
        return column;
    }
}
