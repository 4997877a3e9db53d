package dev.otter.engine.transform.view;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.transform.expression.Expression;
import dev.otter.engine.transform.expression.Expressions;
import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.SetColumn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a table's entry makes of one source shape: the columns that the target gets, and where each
 * comes from. Immutable.
 */
final class ViewShape {
    private final SourceTable source;
    private final SourceTable viewed;
    private final int[] from;
    private final List<Optional<Expression>> computed;
    private final Optional<Expression> where;

    /** Viewed columns that travel together. */
    private final List<int[]> groups;

    private ViewShape(
            SourceTable source,
            SourceTable viewed,
            int[] from,
            List<Optional<Expression>> computed,
            Optional<Expression> where,
            List<int[]> groups) {
        this.groups = groups;
        this.source = source;
        this.viewed = viewed;
        this.from = from;
        this.computed = computed;
        this.where = where;
    }

    /**
     * @throws OtterException VIEW_COLUMN_UNKNOWN or EXPRESSION_INVALID when the entry does not fit
     */
    static ViewShape of(MappingConfig mapping, SourceTable source) {
        checkNames(mapping.columns().names(), source);
        checkTargets(mapping.columns(), source);
        List<LogColumn> columns = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        List<Optional<Expression>> computed = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            LogColumn column = source.columns().get(i);
            Optional<String> name = mapping.columns().target(column.name());
            if (name.isPresent()) {
                columns.add(named(column, name.get()));
                from.add(i);
                computed.add(Optional.empty());
            }
        }
        Expressions expressions = mapping.rows().isNone() ? null : new Expressions(source);
        for (SetColumn set : mapping.rows().set()) {
            int place = place(columns, set.column());
            Expression expression = expressions.value(set.column(), set.expression());
            boolean plain = expression.plainColumn().isPresent();
            int origin = plain ? expression.plainColumn().getAsInt() : -1;
            LogColumn column =
                    plain
                            ? named(source.columns().get(origin), set.column())
                            : expression.column(set.column()).orElseThrow();
            if (place == columns.size()) {
                columns.add(column);
                from.add(origin);
                computed.add(plain ? Optional.empty() : Optional.of(expression));
            } else {
                columns.set(place, column);
                from.set(place, origin);
                computed.set(place, plain ? Optional.empty() : Optional.of(expression));
            }
        }
        return new ViewShape(
                source,
                new SourceTable(source.name(), columns, source.readAgain()),
                from.stream().mapToInt(Integer::intValue).toArray(),
                List.copyOf(computed),
                mapping.rows().where().map(text -> expressions.condition(text)),
                groups(mapping, source, from));
    }

    private static List<int[]> groups(
            MappingConfig mapping, SourceTable source, List<Integer> from) {
        List<int[]> groups = new ArrayList<>();
        for (ColumnGroup group : mapping.groups()) {
            checkNames(group.columns(), source);
            groups.add(
                    IntStream.range(0, from.size())
                            .filter(i -> from.get(i) >= 0)
                            .filter(i ->
                                    group.columns().stream()
                                            .anyMatch(
                                                    source.columns().get(from.get(i)).name()
                                                            ::equalsIgnoreCase))
                            .toArray());
        }
        return groups;
    }

    private static int place(List<LogColumn> columns, String name) {
        int place = 0;
        while (place < columns.size() && !columns.get(place).name().equalsIgnoreCase(name)) {
            place++;
        }
        return place;
    }

    private static LogColumn named(LogColumn column, String name) {
        return column.name().equals(name)
                ? column
                : new LogColumn(
                        name,
                        column.type(),
                        column.charset(),
                        column.members(),
                        column.memberCharset(),
                        column.generated());
    }

    private static void checkNames(List<String> names, SourceTable source) {
        for (String name : names) {
            if (place(source.columns(), name) == source.columns().size()) {
                throw new OtterException(
                        ErrorCode.VIEW_COLUMN_UNKNOWN,
                        "the table's entry names column %s, which %s does not have"
                                .formatted(name, source.name()),
                        "source table " + source.name(),
                        "Correct the name; the table has "
                                + String.join(
                                        ", ",
                                        source.columns().stream().map(LogColumn::name).toList())
                                + ".");
            }
        }
    }

    private static void checkTargets(ColumnView view, SourceTable source) {
        List<String> targets = new ArrayList<>();
        for (LogColumn column : source.columns()) {
            view.target(column.name()).ifPresent(targets::add);
        }
        for (int i = 0; i < targets.size(); i++) {
            String name = targets.get(i);
            if (targets.subList(0, i).stream().anyMatch(name::equalsIgnoreCase)) {
                throw new OtterException(
                        ErrorCode.VIEW_COLUMN_UNKNOWN,
                        "two columns of %s would go into column %s".formatted(source.name(), name),
                        "source table " + source.name(),
                        "Exclude one of them, or give it another name.");
            }
        }
    }

    SourceTable source() {
        return source;
    }

    /** The shape that the target gets. */
    SourceTable viewed() {
        return viewed;
    }

    /** For each viewed column its source column; -1 when it is computed. */
    int[] from() {
        return from;
    }

    /** How a viewed column is computed; empty when it comes from the source. */
    Optional<Expression> computed(int column) {
        return computed.get(column);
    }

    Optional<Expression> where() {
        return where;
    }

    /** Whether rows are only given other columns. */
    boolean columnsOnly() {
        return where.isEmpty() && groups.isEmpty() && computed.stream().allMatch(Optional::isEmpty);
    }

    /** Viewed columns that travel together. */
    List<int[]> groups() {
        return groups;
    }

    /** Whether values of rows are looked at. */
    boolean readsRows() {
        return !groups.isEmpty()
                || where.stream().anyMatch(Expression::readsRow)
                || computed.stream().flatMap(Optional::stream).anyMatch(Expression::readsRow);
    }
}
