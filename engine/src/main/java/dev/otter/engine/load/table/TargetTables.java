package dev.otter.engine.load.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;

/** What is known of the target's tables. Thread-safe; may ask the target. */
public interface TargetTables {

    /** The table as it is; null when there is none. */
    TargetTable find(TableName name);

    /** Rises whenever tables may have changed, so that everything built on them is built anew. */
    long generation();

    /** Whether the target is MariaDB, whose JSON is text. */
    boolean mariadb();

    /**
     * How rows of a source shape are written into a table; as MySQL wants them, unless the target
     * is of another kind. A plan belongs to one thread.
     *
     * @throws dev.otter.model.error.OtterException TABLE_MISMATCH when they cannot be
     */
    default RowPlan plan(SourceTable source, TargetTable target, Families family) {
        return new TablePlan(source, target, family, this);
    }
}
