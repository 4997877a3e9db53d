package dev.otter.engine.sql;

import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which tables the names in a statement mean. Stateless. */
public final class TableReference {
    private TableReference() {}

    /**
     * The table that a name of one or two parts means.
     *
     * @param name a node such as {@code tableName}, {@code fullId} or {@code uid}
     * @param database what a name of one part belongs to; may be empty
     * @param ignoreCase whether the server keeps names in small letters
     */
    public static Optional<TableName> of(SqlNode name, String database, boolean ignoreCase) {
        List<SqlNode> words = name.words();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String first = words.getFirst().name();
        boolean full = words.size() > 1;
        String schema = full ? first : database;
        String table = full ? words.getLast().name() : first;
        if (schema.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                ignoreCase
                        ? new TableName(
                                schema.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT))
                        : new TableName(schema, table));
    }
}
