package dev.otter.testkit.compare;

/** One thing in which the two sides differ. */
public sealed interface Difference {
    /** The table it is in, by {@link TablePair#name}. */
    String table();

    /** One line a human can act on. */
    String describe();

    /**
     * The tables are not made alike.
     *
     * @param table which table
     * @param facet what of it, such as {@code column a: type}
     * @param left as it is on the left
     * @param right as it is on the right
     */
    record Schema(String table, String facet, String left, String right) implements Difference {
        @Override
        public String describe() {
            return "%s: %s is %s on the left, %s on the right".formatted(table, facet, left, right);
        }
    }

    /**
     * A row of the left that the right lacks.
     *
     * @param table which table
     * @param key its primary key, or the whole row where there is none
     */
    record MissingRow(String table, String key) implements Difference {
        @Override
        public String describe() {
            return "%s: row %s is missing on the right".formatted(table, key);
        }
    }

    /**
     * A row of the right that the left lacks.
     *
     * @param table which table
     * @param key its primary key, or the whole row where there is none
     */
    record ExtraRow(String table, String key) implements Difference {
        @Override
        public String describe() {
            return "%s: row %s is on the right only".formatted(table, key);
        }
    }

    /**
     * A row that both sides have, with different values in one column.
     *
     * @param table which table
     * @param key its primary key
     * @param column which column
     * @param left value on the left, shortened around the first difference
     * @param right value on the right, likewise
     */
    record Value(String table, String key, String column, String left, String right)
            implements Difference {
        @Override
        public String describe() {
            return "%s: row %s, column %s: %s on the left, %s on the right"
                    .formatted(table, key, column, left, right);
        }
    }
}
