package dev.otter.model.table;

/**
 * A table's full name, as the server spells it (case kept).
 *
 * @param database schema name
 * @param table table name
 */
public record TableName(String database, String table) implements Comparable<TableName> {
    public TableName {
        if (database == null || database.isEmpty() || table == null || table.isEmpty()) {
            throw new IllegalArgumentException("a table name needs a database and a table");
        }
    }

    /** Both parts in backquotes, ready for MySQL's SQL. */
    public String quoted() {
        return quote(database) + "." + quote(table);
    }

    /** One identifier in backquotes, backquotes inside doubled. */
    public static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    @Override
    public int compareTo(TableName other) {
        int byDatabase = database.compareTo(other.database);
        return byDatabase != 0 ? byDatabase : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
