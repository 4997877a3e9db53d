package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.model.table.TableName;
import java.util.Collection;

/**
 * Indexes that tables of the target are to get as soon as their rows are there. A statement would
 * not be told from them by what its tables look like: they come first.
 */
public interface PendingIndexes {

    /**
     * Builds what is due for these tables; may take long. Called by the session that has the turn
     * of {@link TargetTurn}, whose settings are changed.
     *
     * @param statement that changes the tables behind this
     * @return whether anything was due
     */
    boolean build(MysqlConnection target, Collection<TableName> tables, String statement);

    /** Nothing is due for these tables any more, which are dropped behind this. */
    void forget(MysqlConnection target, Collection<TableName> tables);
}
