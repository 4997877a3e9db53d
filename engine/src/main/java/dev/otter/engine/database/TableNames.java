package dev.otter.engine.database;

import dev.otter.model.table.TableName;
import java.util.Locale;

/**
 * When two spellings mean the same table: depends on the server's {@code lower_case_table_names}.
 *
 * @param ignoreCase whether the server ignores the case of table and database names
 */
record TableNames(boolean ignoreCase) {

    /** Equal for all spellings of one table. */
    TableName key(TableName name) {
        return ignoreCase
                ? new TableName(
                        name.database().toLowerCase(Locale.ROOT),
                        name.table().toLowerCase(Locale.ROOT))
                : name;
    }
}
