package dev.otter.engine.database;

import java.util.List;

/**
 * An index of a table. Immutable.
 *
 * @param name name, {@code PRIMARY} for the primary key
 * @param primary whether it is the primary key
 * @param unique whether it forbids equal values; true for the primary key
 * @param parts its columns in order
 */
public record TableIndex(String name, boolean primary, boolean unique, List<Part> parts) {
    /** The column of a part that is an expression. */
    public static final int EXPRESSION = -1;

    public TableIndex {
        parts = List.copyOf(parts);
    }

    /**
     * One part of an index.
     *
     * @param column place of the column in the table, or {@link #EXPRESSION}
     * @param prefix how many characters (bytes of binary strings) count; 0 for all
     */
    public record Part(int column, int prefix) {}

    /** Whether every part is a plain column, so that its values can be read from a row. */
    public boolean plain() {
        return parts.stream().noneMatch(part -> part.column() == EXPRESSION);
    }

    /** Whether the column is one of the parts. */
    public boolean covers(int column) {
        return parts.stream().anyMatch(part -> part.column() == column);
    }
}
