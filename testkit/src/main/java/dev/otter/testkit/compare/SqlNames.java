package dev.otter.testkit.compare;

/** Quotes names for SQL. */
final class SqlNames {
    private SqlNames() {}

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String quoted(String database, String table) {
        return quoted(database) + "." + quoted(table);
    }
}
