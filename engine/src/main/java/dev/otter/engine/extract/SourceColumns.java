package dev.otter.engine.extract;

import dev.otter.engine.database.LogColumn;
import dev.otter.model.table.TableName;
import java.util.List;

/** What the source itself says of its tables now, for logs that do not name their columns. */
public interface SourceColumns {

    /**
     * The table's columns as they are now, in order; empty when there is no such table. May ask the
     * source.
     */
    List<LogColumn> columns(TableName table);

    /** All tables of the source as they are now; asks it. */
    List<TableName> tables();

    /** Character set of a collation by the collation's number; empty when the source has none. */
    String charset(int number);

    /** Forgets what is known of tables: a statement changed some of them. */
    void forget();
}
