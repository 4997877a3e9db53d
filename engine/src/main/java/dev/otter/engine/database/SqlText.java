package dev.otter.engine.database;

import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** Small pieces of SQL for questions outside the hot path. Stateless. */
final class SqlText {
    private SqlText() {}

    /** A literal that means the text whatever the session's character sets are. */
    static String literal(String text) {
        return "_utf8mb4'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** The tables' names without their databases, as a list of literals. */
    static String tableList(Collection<TableName> tables) {
        return tables.stream()
                .map(TableName::table)
                .map(SqlText::literal)
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
