package dev.otter.engine.resync;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.config.mapping.MappingConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether rows that are read now can be written in place of older rows of the log, although
 * statements that change the table may lie between. See ADR 35. Stateless.
 */
final class SourceFit {
    /** Numbers by the width of what they hold. */
    private static final Map<String, Integer> INTEGERS =
            Map.of("tinyint", 1, "smallint", 2, "mediumint", 3, "int", 4, "bigint", 8);

    private SourceFit() {}

    /** Why rows of the table are never read; empty when they may be. */
    static Optional<String> never(TargetTable source) {
        return source.referencedBy().stream()
                .filter(ForeignKey::cascades)
                .findFirst()
                .map(key ->
                        "foreign key %s of %s cascades".formatted(key.name(), key.child()));
    }

    /** Why the present table is not that of the log's shape; empty when it is. */
    static Optional<String> otherThan(SourceTable logged, TargetTable now) {
        List<String> then = logged.columns().stream().map(column -> column.name()).toList();
        List<String> today = now.columns().stream().map(TableColumn::name).toList();
        return then.equals(today)
                ? Optional.empty()
                : Optional.of("it has other columns now than at this place of the log");
    }

    /**
     * Why a row that is read now might not find room on the target; empty when it does.
     *
     * @param view the entry that leads there, when it changes something
     */
    static Optional<String> narrower(
            TargetTable source, TargetTable target, Optional<MappingConfig> view) {
        for (TableColumn column : source.columns()) {
            Optional<TableColumn> to = sentAs(view, column.name()).flatMap(target::column);
            if (to.isPresent() && !holds(to.get(), column)) {
                return Optional.of(
                        "column %s is %s, and %s on the target"
                                .formatted(column.name(), text(column), text(to.get())));
            }
        }
        Set<Set<String>> unique =
                source.uniqueIndexes().stream()
                        .map(index -> names(source, index))
                        .filter(names ->
                                names.stream().allMatch(name -> sentAs(view, name).isPresent()))
                        .map(names ->
                                names.stream()
                                        .flatMap(name -> sentAs(view, name).stream())
                                        .map(name -> name.toLowerCase(Locale.ROOT))
                                        .collect(Collectors.toSet()))
                        .collect(Collectors.toSet());
        return target.uniqueIndexes().stream()
                .filter(index ->
                        !index.plain()
                                || unique.stream().noneMatch(names(target, index)::containsAll))
                .findFirst()
                .map(index -> "the source has no unique key like " + index.name() + " of the target");
    }

    private static String text(TableColumn column) {
        return column.columnType() + (column.nullable() ? "" : " not null");
    }

    private static Set<String> names(TargetTable table, TableIndex index) {
        return index.parts().stream()
                .filter(part -> part.column() != TableIndex.EXPRESSION)
                .map(part -> table.columns().get(part.column()).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Optional<String> sentAs(Optional<MappingConfig> view, String column) {
        return view.isEmpty() ? Optional.of(column) : view.get().columns().target(column);
    }

    /** Whether every value of one column has room in the other. */
    private static boolean holds(TableColumn to, TableColumn from) {
        if (from.nullable() && !to.nullable()) {
            return false;
        }
        if (to.columnType().equalsIgnoreCase(from.columnType())) {
            return true;
        }
        Integer wide = INTEGERS.get(to.dataType());
        Integer needed = INTEGERS.get(from.dataType());
        if (wide != null && needed != null) {
            return to.unsigned() == from.unsigned() && wide >= needed;
        }
        boolean digits = to.dataType().equals("decimal");
        int whole = digits ? to.firstArgument() - to.secondArgument() : to.firstArgument();
        int needs = digits ? from.firstArgument() - from.secondArgument() : from.firstArgument();
        return to.dataType().equals(from.dataType())
                && to.members().equals(from.members())
                && to.unsigned() == from.unsigned()
                && whole >= needs
                && to.secondArgument() >= from.secondArgument();
    }
}
