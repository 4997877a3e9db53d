package dev.otter.model.config.mapping;

/**
 * A column and its name on the target.
 *
 * @param source the column of the source table
 * @param target the column of the target table
 */
public record ColumnMapping(String source, String target) {
    private static final int LENGTH_MAX = 64;

    public ColumnMapping {
        check(source);
        check(target);
    }

    /** A column that keeps its name. */
    public static ColumnMapping same(String column) {
        return new ColumnMapping(column, column);
    }

    static String check(String column) {
        if (column == null || column.isBlank() || column.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "'%s' is not the name of a column; give 1 to %d characters"
                            .formatted(column, LENGTH_MAX));
        }
        return column;
    }
}
