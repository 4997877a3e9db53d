package dev.otter.engine.pipeline;

import dev.otter.engine.database.TableColumn;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.SetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of both sides as far as a table's entry lets them be compared. Stateless. */
final class ViewedColumns {
    private ViewedColumns() {}

    /** Those of the source that are sent as they are, under the target's names. */
    static List<TableColumn> source(Optional<MappingConfig> view, List<TableColumn> columns) {
        if (view.isEmpty()) {
            return columns;
        }
        List<TableColumn> sent = new ArrayList<>();
        for (TableColumn column : columns) {
            view.get()
                    .columns()
                    .target(column.name())
                    .filter(name -> !set(view.get(), name))
                    .ifPresent(name -> sent.add(named(column, name)));
        }
        return sent;
    }

    /** Those of the target that the source fills with its own. */
    static List<TableColumn> target(
            Optional<MappingConfig> view, List<TableColumn> source, List<TableColumn> columns) {
        if (view.isEmpty()) {
            return columns;
        }
        return columns.stream()
                .filter(column -> !set(view.get(), column.name()))
                .filter(column ->
                        source.stream().anyMatch(s -> s.name().equalsIgnoreCase(column.name())))
                .toList();
    }

    private static boolean set(MappingConfig view, String column) {
        return view.rows().set().stream().map(SetColumn::column).anyMatch(column::equalsIgnoreCase);
    }

    private static TableColumn named(TableColumn column, String name) {
        return new TableColumn(
                name,
                column.index(),
                column.dataType(),
                column.columnType(),
                column.charset(),
                column.collation(),
                column.members(),
                column.nullable(),
                column.generated(),
                column.invisible(),
                column.autoIncrement(),
                column.hasDefault(),
                column.selfUpdating());
    }
}
