package dev.otter.engine.verify;

import java.util.List;

/** One row that is not the same on both sides. */
public sealed interface RowDifference {

    /** What tells the row apart, such as {@code id=17}; the whole row in a table without key. */
    String key();

    /** The source has it, the target has not. */
    record Missing(String key) implements RowDifference {}

    /** The target has it, the source has not. */
    record Extra(String key) implements RowDifference {}

    /** Both have it, with other values. */
    record Different(String key, List<Value> values) implements RowDifference {
        public Different {
            values = List.copyOf(values);
        }
    }

    /** A column whose value differs; long values are shortened. */
    record Value(String column, String source, String target) {}
}
