package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import java.util.List;

/** Which columns of a table are sent, and under which names. Case of names does not count. */
public sealed interface ColumnView {

    /** All columns, also those added later, under their own names. */
    record All() implements ColumnView {}

    /** Only these. */
    record Include(List<ColumnMapping> columns) implements ColumnView {
        public Include {
            columns = Check.list("columns", columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException(
                        "no column is included; name at least the primary key, or leave the list"
                                + " out to take all");
            }
            Check.distinct("source column", columns.stream().map(ColumnMapping::source).toList());
            Check.distinct("target column", columns.stream().map(ColumnMapping::target).toList());
        }
    }

    /** All but these. */
    record Exclude(List<String> columns) implements ColumnView {
        public Exclude {
            columns = Check.list("columns", columns);
            columns.forEach(ColumnMapping::check);
            Check.distinct("excluded column", columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException(
                        "no column is excluded; leave the list out to take all");
            }
        }
    }

    /** Whether a column of the source is sent. */
    default boolean sends(String column) {
        return switch (this) {
            case All() -> true;
            case Include(List<ColumnMapping> columns) ->
                    columns.stream().anyMatch(known -> known.source().equalsIgnoreCase(column));
            case Exclude(List<String> columns) ->
                    columns.stream().noneMatch(known -> known.equalsIgnoreCase(column));
        };
    }
}
