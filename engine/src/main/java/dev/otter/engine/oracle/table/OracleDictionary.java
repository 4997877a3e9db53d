package dev.otter.engine.oracle.table;

import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.util.Optional;

/** Tells what the target is and how its tables look. Thread-safe. */
public interface OracleDictionary {

    /**
     * Refuses a server that cannot be a target at all.
     *
     * @throws dev.otter.model.error.OtterException TARGET_NOT_READY
     * @throws dev.otter.engine.oracle.session.OracleException when the server cannot be asked
     */
    void requireUsable(Connection connection, String where);

    /**
     * The table of this name, else of the name in capitals; empty when there is none. Its own name
     * is as the server spells it.
     *
     * @throws dev.otter.engine.oracle.session.OracleException when the server cannot be asked
     */
    Optional<TargetTable> find(Connection connection, TableName name);
}
