package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * All but the excluded ones, some of them under other names.
     *
     * @param renamed at least one
     */
    record Rename(List<ColumnMapping> renamed, List<String> excluded) implements ColumnView {
        public Rename {
            renamed = Check.list("renamed columns", renamed);
            excluded = Check.list("excluded columns", excluded);
            excluded.forEach(ColumnMapping::check);
            Check.distinct("source column", renamed.stream().map(ColumnMapping::source).toList());
            Check.distinct("target column", renamed.stream().map(ColumnMapping::target).toList());
            Check.distinct("excluded column", excluded);
            if (renamed.isEmpty()) {
                throw new IllegalArgumentException(
                        "no column is renamed; leave 'rename' out to keep all names");
            }
            for (ColumnMapping column : renamed) {
                if (named(excluded, column.source())) {
                    throw new IllegalArgumentException(
                            "column '%s' is both renamed and excluded; remove one of the two"
                                    .formatted(column.source()));
                }
            }
        }
    }

    /** Whether a column of the source is sent. */
    default boolean sends(String column) {
        return target(column).isPresent();
    }

    /** The target's name of a source column; empty when the column is not sent. */
    default Optional<String> target(String column) {
        return switch (this) {
            case All() -> Optional.of(column);
            case Include(List<ColumnMapping> columns) -> mapped(columns, column);
            case Exclude(List<String> columns) ->
                    named(columns, column) ? Optional.empty() : Optional.of(column);
            case Rename(List<ColumnMapping> renamed, List<String> excluded) ->
                    named(excluded, column)
                            ? Optional.empty()
                            : mapped(renamed, column).or(() -> Optional.of(column));
        };
    }

    /** Source columns that the view names. */
    default List<String> names() {
        return switch (this) {
            case All() -> List.of();
            case Include(List<ColumnMapping> columns) ->
                    columns.stream().map(ColumnMapping::source).toList();
            case Exclude(List<String> columns) -> columns;
            case Rename(List<ColumnMapping> renamed, List<String> excluded) ->
                    Stream.concat(renamed.stream().map(ColumnMapping::source), excluded.stream())
                            .toList();
        };
    }

    private static Optional<String> mapped(List<ColumnMapping> columns, String column) {
        return columns.stream()
                .filter(known -> known.source().equalsIgnoreCase(column))
                .map(ColumnMapping::target)
                .findFirst();
    }

    private static boolean named(List<String> columns, String column) {
        return columns.stream().anyMatch(known -> known.equalsIgnoreCase(column));
    }
}
