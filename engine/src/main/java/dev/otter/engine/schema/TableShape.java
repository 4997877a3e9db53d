package dev.otter.engine.schema;

import dev.otter.engine.database.LogColumn;
import java.util.List;

/**
 * What must be known of a source table to understand its rows and to follow its statements.
 * Immutable.
 *
 * @param charset character set of columns that come without one; {@link #UNKNOWN} when not known
 * @param columns its columns in order, as rows hold them
 */
public record TableShape(String charset, List<LogColumn> columns) {
    /** A character set that could not be told. */
    public static final String UNKNOWN = "?";

    public TableShape {
        columns = List.copyOf(columns);
    }
}
