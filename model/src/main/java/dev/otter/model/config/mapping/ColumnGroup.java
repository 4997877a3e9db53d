package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import java.util.List;

/**
 * Columns of the source that travel together: when one of them changes, all of them are sent.
 *
 * @param columns at least two
 */
public record ColumnGroup(List<String> columns) {
    public ColumnGroup {
        columns = Check.list("a column group", columns);
        columns.forEach(ColumnMapping::check);
        Check.distinct("column", columns);
        if (columns.size() < 2) {
            throw new IllegalArgumentException(
                    "column group " + columns + " is too small; name two columns or more");
        }
    }
}
