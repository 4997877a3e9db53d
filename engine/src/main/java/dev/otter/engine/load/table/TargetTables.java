package dev.otter.engine.load.table;

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
}
