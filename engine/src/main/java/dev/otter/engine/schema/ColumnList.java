package dev.otter.engine.schema;

import dev.otter.engine.database.LogColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the columns of an altered table in order, by the server's own rules: what stays, changed or
 * not, keeps its place; what is new or is given another place comes then, in the statement's order.
 * One use.
 */
final class ColumnList {
    private final List<LogColumn> before;
    private final List<String> dropped = new ArrayList<>();
    private final List<Rename> renames = new ArrayList<>();
    private final List<Definition> definitions = new ArrayList<>();

    private record Rename(String from, String to) {}

    /**
     * A column as the statement defines it.
     *
     * @param old the column that it takes the place of; empty for a new one
     * @param column what it is from now on
     * @param place where it comes
     */
    record Definition(Optional<String> old, LogColumn column, Place place) {}

    /** Where a column comes. */
    sealed interface Place {
        /** Where it was, or at the end. */
        record Unsaid() implements Place {}

        record First() implements Place {}

        record After(String column) implements Place {}
    }

    ColumnList(List<LogColumn> before) {
        this.before = before;
    }

    boolean has(String name) {
        return index(before, name) >= 0;
    }

    void drop(String name) {
        dropped.add(name);
    }

    void rename(String from, String to) {
        renames.add(new Rename(from, to));
    }

    void define(Definition definition) {
        definitions.add(definition);
    }

    /** The columns afterwards; empty when the statement does not fit to what was before. */
    Optional<List<LogColumn>> after() {
        boolean fits =
                dropped.stream().allMatch(this::has)
                        && renames.stream().allMatch(rename -> has(rename.from()))
                        && definitions.stream()
                                .allMatch(one -> one.old().map(this::has).orElse(true));
        if (!fits) {
            return Optional.empty();
        }
        List<Definition> later = new ArrayList<>(definitions);
        List<LogColumn> columns = kept(later);
        for (Definition definition : later) {
            int place =
                    switch (definition.place()) {
                        case Place.Unsaid _ -> columns.size();
                        case Place.First _ -> 0;
                        case Place.After after -> index(columns, after.column()) + 1;
                    };
            if (place == 0 && definition.place() instanceof Place.After) {
                return Optional.empty();
            }
            columns.add(place, definition.column());
        }
        boolean unique = columns.stream().allMatch(one -> count(columns, one.name()) == 1);
        return unique ? Optional.of(columns) : Optional.empty();
    }

    private List<LogColumn> kept(List<Definition> later) {
        List<LogColumn> columns = new ArrayList<>();
        for (LogColumn column : before) {
            String name = column.name();
            if (dropped.stream().anyMatch(name::equalsIgnoreCase)) {
                continue;
            }
            Optional<Definition> changed =
                    definitions.stream()
                            .filter(one -> one.old().filter(name::equalsIgnoreCase).isPresent())
                            .findFirst();
            if (changed.isEmpty()) {
                columns.add(renamed(column));
            } else if (changed.get().place() instanceof Place.Unsaid) {
                columns.add(changed.get().column());
                later.remove(changed.get());
            }
        }
        return columns;
    }

    private LogColumn renamed(LogColumn column) {
        return renames.stream()
                .filter(rename -> rename.from().equalsIgnoreCase(column.name()))
                .findFirst()
                .map(rename ->
                        new LogColumn(
                                rename.to(),
                                column.type(),
                                column.charset(),
                                column.members(),
                                column.memberCharset(),
                                column.generated()))
                .orElse(column);
    }

    private static int index(List<LogColumn> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static long count(List<LogColumn> columns, String name) {
        return columns.stream().filter(one -> one.name().equalsIgnoreCase(name)).count();
    }
}
