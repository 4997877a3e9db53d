package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.transform.view.TableView;
import dev.otter.engine.transform.view.TableWay;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at a pipeline's views before it runs, with the tables as they are now. One use. */
final class ViewCheck {
    private final MysqlConnection from;
    private final MysqlConnection to;
    private final Pipeline pipeline;
    private final Views views;

    ViewCheck(MysqlConnection from, MysqlConnection to, Pipeline pipeline, Views views) {
        this.from = from;
        this.to = to;
        this.pipeline = pipeline;
        this.views = views;
    }

    /**
     * Refuses views that could not work. A column that the target lacks now is no reason where a
     * statement that is still to be read may add it, or where it is left out of rows while it is
     * NULL: rows are looked at when they come.
     *
     * @throws OtterException with the first reason
     */
    void require(String where) {
        boolean mayLack =
                pipeline.options().ddl().applies()
                        || pipeline.options().ddl().missing() == MissingColumnRule.IGNORE_NULL;
        for (ViewedTable table : look(!mayLack)) {
            if (table.problem().isPresent()) {
                throw table.problem().get().within(where);
            }
        }
    }

    /** All tables in scope that have a view. */
    List<ViewedTable> look() {
        return look(true);
    }

    /**
     * @param lacks whether columns that the target lacks are a problem
     */
    private List<ViewedTable> look(boolean lacks) {
        List<ViewedTable> viewed = new ArrayList<>();
        if (views.isNone()) {
            return viewed;
        }
        TableCatalog sources = TableCatalog.of(from);
        TableCatalog targets = TableCatalog.of(to);
        for (TableName name : sources.names(from)) {
            if (pipeline.options().views().find(name).isPresent()
                    && !pipeline.tables().targets(name).isEmpty()) {
                sources.find(from, name)
                        .ifPresent(table -> viewed.addAll(look(table, targets, lacks)));
            }
        }
        return viewed;
    }

    /** One for each way that has a view. */
    private List<ViewedTable> look(TargetTable source, TableCatalog targets, boolean lacks) {
        List<TableWay> ways;
        try {
            ways = views.ways(new SourceTable(source.name(), LogColumns.of(source)));
        } catch (OtterException e) {
            return List.of(
                    new ViewedTable(source.name(), List.of(), Optional.of(e), Optional.empty()));
        }
        List<ViewedTable> viewed = new ArrayList<>();
        for (TableWay way : ways) {
            if (way.only() && way.view().isPresent()) {
                viewed.add(look(source, way, targets.find(to, way.target()), lacks));
            }
        }
        return List.copyOf(viewed);
    }

    private ViewedTable look(
            TargetTable source, TableWay way, Optional<TargetTable> target, boolean lacks) {
        List<String> lines = new ArrayList<>();
        try {
            TableView view = way.view().orElseThrow();
            lines.addAll(view.describe());
            keysOfSource(source, view);
            if (target.isPresent()) {
                if (lacks) {
                    columns(source, target.get(), view);
                }
                keysOfTarget(source, target.get(), view);
                groups(source, target.get(), view);
            }
            if (view.readsRows()) {
                images(source);
            }
            return new ViewedTable(
                    source.name(), lines, Optional.empty(), Optional.of(way.target()));
        } catch (OtterException e) {
            return new ViewedTable(
                    source.name(), lines, Optional.of(e), Optional.of(way.target()));
        }
    }

    private static void keysOfSource(TargetTable source, TableView view) {
        source.indexes().stream()
                .filter(TableIndex::primary)
                .flatMap(index -> names(source, index).stream())
                .filter(column -> !view.sends(column) && !fills(view, column))
                .findFirst()
                .ifPresent(column -> {
                    throw new OtterException(
                            ErrorCode.VIEW_WITHOUT_KEY,
                            "column %s is part of the primary key of %s and is not sent"
                                    .formatted(column, source.name()),
                            "source table " + source.name(),
                            "Send it: without it two rows of the source could become one.");
                });
    }

    private static void keysOfTarget(TargetTable source, TargetTable target, TableView view) {
        target.rowKey().stream()
                .flatMap(index -> names(target, index).stream())
                .filter(column -> !fills(view, column))
                .findFirst()
                .ifPresent(column -> {
                    throw new OtterException(
                            ErrorCode.VIEW_WITHOUT_KEY,
                            "nothing fills column %s, which is part of the key of target table %s"
                                    .formatted(column, target.name()),
                            "source table " + source.name(),
                            "Send or rename a column to it, or set it with an expression.");
                });
    }

    private static void columns(TargetTable source, TargetTable target, TableView view) {
        view.viewed().columns().stream()
                .map(column -> column.name())
                .filter(name -> target.column(name).isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw new OtterException(
                            ErrorCode.VIEW_COLUMN_UNKNOWN,
                            "target table %s has no column %s".formatted(target.name(), name),
                            "source table " + source.name(),
                            "Add the column to the target, exclude it, or give it the name of one"
                                    + " that is there.");
                });
    }

    /** What rows are found by must not be forgotten for the sake of a group. */
    private static void groups(TargetTable source, TargetTable target, TableView view) {
        List<String> key = target.rowKey().map(index -> names(target, index)).orElse(List.of());
        for (String column : view.grouped()) {
            if (key.isEmpty() || key.stream().anyMatch(column::equalsIgnoreCase)) {
                throw new OtterException(
                        ErrorCode.VIEW_WITHOUT_KEY,
                        key.isEmpty()
                                ? "target table %s has column groups and no key"
                                        .formatted(target.name())
                                : "column %s of a group is part of the key of target table %s"
                                        .formatted(column, target.name()),
                        "source table " + source.name(),
                        "Groups are for columns beside the key; give the table one, or take the"
                                + " column out of the group.");
            }
        }
    }

    private static List<String> names(TargetTable table, TableIndex index) {
        return index.parts().stream()
                .filter(part -> part.column() >= 0)
                .map(part -> table.columns().get(part.column()).name())
                .toList();
    }

    private static boolean fills(TableView view, String column) {
        return view.viewed().columns().stream()
                .anyMatch(viewed -> viewed.name().equalsIgnoreCase(column));
    }

    /** A view that looks at rows needs them whole, before and after. */
    private void images(TargetTable source) {
        String image = from.query("SELECT @@GLOBAL.binlog_row_image").string(0, 0);
        if (!image.toUpperCase(Locale.ROOT).startsWith("FULL")) {
            throw incomplete(source, "binlog_row_image is " + image, "Set binlog_row_image=FULL");
        }
        boolean json =
                source.columns().stream().map(TableColumn::dataType).anyMatch("json"::equals);
        QueryResult options = from.query("SHOW GLOBAL VARIABLES LIKE 'binlog_row_value_options'");
        if (json && options.size() > 0 && options.string(0, 1).contains("PARTIAL_JSON")) {
            throw incomplete(
                    source,
                    "binlog_row_value_options is PARTIAL_JSON, and the table has JSON columns",
                    "Clear binlog_row_value_options");
        }
    }

    private static OtterException incomplete(TargetTable source, String why, String remedy) {
        return new OtterException(
                ErrorCode.VIEW_IMAGE_INCOMPLETE,
                "the view of %s looks at rows, and the source does not log them whole: %s"
                        .formatted(source.name(), why),
                "source table " + source.name(),
                remedy + " on the source, globally and in all sessions, and start again.");
    }
}
