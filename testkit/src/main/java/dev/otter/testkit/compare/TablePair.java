package dev.otter.testkit.compare;

import java.util.Objects;

/**
 * A table of the left server and the table of the right one that shall hold the same.
 *
 * @param leftDatabase database on the left
 * @param leftTable table on the left
 * @param rightDatabase database on the right
 * @param rightTable table on the right
 */
public record TablePair(
        String leftDatabase, String leftTable, String rightDatabase, String rightTable) {

    public TablePair {
        Objects.requireNonNull(leftDatabase, "leftDatabase");
        Objects.requireNonNull(leftTable, "leftTable");
        Objects.requireNonNull(rightDatabase, "rightDatabase");
        Objects.requireNonNull(rightTable, "rightTable");
    }

    /** The table of the same name on both sides. */
    public static TablePair same(String database, String table) {
        return new TablePair(database, table, database, table);
    }

    /** How differences name it. */
    public String name() {
        String left = leftDatabase + "." + leftTable;
        String right = rightDatabase + "." + rightTable;
        return left.equals(right) ? left : left + " → " + right;
    }
}
