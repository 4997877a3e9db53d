package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Portions;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a pipeline pass a change of a table's shape only when source and target have the same
 * columns again: somebody has run the statement on the target, or it changed no columns. Otherwise
 * the pipeline stops and says what to run; started again it looks again.
 */
final class SchemaCheck implements SchemaGuard {
    private final String where;
    private final Endpoint source;
    private final TargetCatalog targetTables;
    private final TableViews views;
    private final TableRoute route;

    SchemaCheck(String where, Pipeline pipeline, TargetCatalog targetTables) {
        this.where = where;
        this.source = pipeline.from();
        this.targetTables = targetTables;
        this.views = pipeline.options().views();
        this.route = pipeline.tables();
    }

    @Override
    public List<String> check(Delivery.SchemaChange change) {
        targetTables.forget();
        if (change.truncates()) {
            return emptied(change);
        }
        requireSeenRows(change);
        try (MysqlConnection from = Endpoints.connect(source)) {
            TableCatalog sourceCatalog = TableCatalog.of(from);
            for (int i = 0; i < change.targets().size(); i++) {
                Optional<TargetTable> before = sourceCatalog.find(from, change.sources().get(i));
                TargetTable after = targetTables.find(change.targets().get(i));
                compare(change, change.targets().get(i), before.orElse(null), after);
            }
        }
        return List.of();
    }

    /**
     * Rows go by DELETE, which the target can do in a transaction with the checkpoint. TRUNCATE
     * never cascades, and empties a table that rows refer to when checks were off.
     */
    private List<String> emptied(Delivery.SchemaChange change) {
        requireAlone(change);
        List<String> statements = new ArrayList<>();
        statements.add("SET foreign_key_checks=0");
        change.targets()
                .forEach(table ->
                        statements.add(
                                Portions.of("DELETE FROM " + table.quoted() + " LIMIT ", "")));
        statements.add("SET foreign_key_checks=1");
        return statements;
    }

    /** What takes rows away must not take those of other tables. */
    private void requireAlone(Delivery.SchemaChange change) {
        List<TableName> others = SharedTargets.others(source, route, change, targetTables::same);
        if (!others.isEmpty()) {
            throw refuse(
                    change,
                    change.targets().getFirst(),
                    "rows of " + others + " are in the target table too",
                    SharedTargets.REMEDY);
        }
    }

    /** Rows that went or came without a row in the log must be so on the target, too. */
    private void requireSeenRows(Delivery.SchemaChange change) {
        UnseenRows unseen = UnseenRows.of(change);
        for (int i = 0; i < change.targets().size(); i++) {
            TableName table = change.targets().get(i);
            if (unseen.filled().contains(change.sources().get(i))) {
                throw refuse(
                        change,
                        table,
                        "the table has other rows since, which no row in the log shows",
                        "Copy the table's rows to the target anew. Then run the pipeline under another"
                                + " name, with the position of the copy as its 'start'.");
            }
            if (unseen.emptied().contains(change.sources().get(i))
                    && targetTables.holdsRows(table)) {
                requireAlone(change);
                throw refuse(
                        change,
                        table,
                        "its rows are gone there, and the target still has rows",
                        "Empty the target's table, or drop it as the source did, then start again.");
            }
        }
    }

    private void compare(
            Delivery.SchemaChange change,
            TableName table,
            TargetTable sourceTable,
            TargetTable targetTable) {
        if (sourceTable == null && targetTable == null) {
            return;
        }
        if (sourceTable == null || targetTable == null) {
            throw refuse(
                    change,
                    table,
                    "the table exists only on the " + (sourceTable == null ? "target" : "source"));
        }
        Optional<MappingConfig> view = views.find(sourceTable.name(), table);
        List<TableColumn> sent = ViewedColumns.source(view, sourceTable.columns());
        List<String> sourceColumns = columns(sent);
        List<String> targetColumns =
                columns(ViewedColumns.target(view, sent, targetTable.columns()));
        if (!sourceColumns.equals(targetColumns)) {
            throw refuse(
                    change,
                    table,
                    "source has columns " + sourceColumns + ", target has " + targetColumns);
        }
    }

    private static List<String> columns(List<TableColumn> columns) {
        return columns.stream()
                .map(SchemaCheck::text)
                .map(text -> text.replaceAll("(int)\\(\\d+\\)", "$1"))
                .sorted()
                .toList();
    }

    private static String text(TableColumn column) {
        return column.name() + " " + column.columnType() + (column.nullable() ? "" : " not null");
    }

    private OtterException refuse(Delivery.SchemaChange change, TableName table, String what) {
        return refuse(
                change,
                table,
                what,
                "Make the target's table like the source's (run the statement there), then start"
                        + " again: the pipeline goes on once both have the same columns.");
    }

    private OtterException refuse(
            Delivery.SchemaChange change, TableName table, String what, String remedy) {
        return new OtterException(
                ErrorCode.SCHEMA_CHANGE,
                "the source ran '"
                        + change.statement().strip()
                        + "', which is not replicated; "
                        + what,
                where + ", table " + table + ", at " + change.particulars().end(),
                remedy);
    }
}
