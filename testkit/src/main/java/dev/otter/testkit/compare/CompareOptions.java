package dev.otter.testkit.compare;

import java.util.Set;

/**
 * What is compared and how much of it is told.
 *
 * @param maxDifferences how many differences are listed; the rest is only counted
 * @param schema whether columns and indexes must agree too; if not, rows are compared by the
 *     columns that both sides have
 * @param ignoredTables names of tables that are left out, without their database
 * @param ignoredColumns columns that are left out, as {@code column} or {@code table.column}, by
 *     the names of the left side
 */
public record CompareOptions(
        int maxDifferences, boolean schema, Set<String> ignoredTables, Set<String> ignoredColumns) {

    public CompareOptions {
        if (maxDifferences < 1) {
            throw new IllegalArgumentException("maxDifferences " + maxDifferences + " is below 1");
        }
        ignoredTables = Set.copyOf(ignoredTables);
        ignoredColumns = Set.copyOf(ignoredColumns);
    }

    /** Everything, schema included; 20 differences are listed. */
    public static CompareOptions strict() {
        return new CompareOptions(20, true, Set.of(), Set.of());
    }

    public CompareOptions withMaxDifferences(int count) {
        return new CompareOptions(count, schema, ignoredTables, ignoredColumns);
    }

    public CompareOptions withSchema(boolean on) {
        return new CompareOptions(maxDifferences, on, ignoredTables, ignoredColumns);
    }

    public CompareOptions withIgnoredTables(String... names) {
        return new CompareOptions(maxDifferences, schema, Set.of(names), ignoredColumns);
    }

    public CompareOptions withIgnoredColumns(String... names) {
        return new CompareOptions(maxDifferences, schema, ignoredTables, Set.of(names));
    }

    boolean ignores(String table, String column) {
        return ignoredColumns.contains(column) || ignoredColumns.contains(table + "." + column);
    }
}
