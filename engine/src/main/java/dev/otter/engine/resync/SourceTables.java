package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which tables a pipeline reads again, and how. One thread. */
final class SourceTables {
    private static final int KNOWN_MAX = 2_000;

    private final TableRoute scope;
    private final TableViews views;
    private final TargetTables targets;
    private final TablePlans plans;
    private final Map<TableName, ReadTable> known = new HashMap<>();
    private final Map<TableName, ReadTable> held = new HashMap<>();
    private TableCatalog catalog;
    private List<TableName> names;

    /**
     * @param scope the pipeline's tables
     * @param views what becomes of their rows
     * @param targets the tables of the target
     */
    SourceTables(TableRoute scope, TableViews views, TargetTables targets) {
        this.scope = scope;
        this.views = views;
        this.targets = targets;
        this.plans = new TablePlans(targets);
    }

    /** What is asked from now on is of this moment. */
    void begin(MysqlConnection connection) {
        catalog = TableCatalog.of(connection);
        names = null;
        held.clear();
    }

    /** The tables in scope that a request means; one that is named outright may not exist. */
    List<TableName> meant(MysqlConnection connection, TablePattern pattern) {
        Optional<TableName> exact = pattern.exact();
        return exact.isPresent()
                ? exact.filter(name -> scope.target(name).isPresent()).stream().toList()
                : all(connection).stream().filter(pattern::matches).toList();
    }

    /** Other tables whose rows flow into the same one. */
    List<TableName> siblings(MysqlConnection connection, TableName table) {
        Optional<TableName> target = scope.target(table);
        return all(connection).stream()
                .filter(other -> !other.equals(table))
                .filter(other -> scope.target(other).equals(target))
                .toList();
    }

    private List<TableName> all(MysqlConnection connection) {
        if (names == null) {
            names =
                    catalog.names(connection).stream()
                            .filter(name -> scope.target(name).isPresent())
                            .toList();
        }
        return names;
    }

    /** How a table is read, when that was found out since the beginning. */
    Optional<ReadTable> held(TableName name) {
        return Optional.ofNullable(held.get(name));
    }

    /**
     * How a table is read; empty when there is none.
     *
     * @throws OtterException RESYNC_TABLE_UNUSABLE when its rows cannot be read again, or not be
     *     written
     */
    Optional<ReadTable> find(MysqlConnection connection, TableName name) {
        Optional<TargetTable> now = catalog.find(connection, name);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        ReadTable before = known.get(name);
        if (before != null && before.table().equals(now.get())) {
            held.put(name, before);
            return Optional.of(before);
        }
        ReadTable read = ReadTable.of(now.get());
        requireWritable(read);
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        known.put(name, read);
        held.put(name, read);
        return Optional.of(read);
    }

    private void requireWritable(ReadTable read) {
        TableName name = read.table().name();
        Optional<MappingConfig> view = views.find(name);
        if (view.filter(mapping -> !mapping.rows().isNone() || !mapping.groups().isEmpty())
                .isPresent()) {
            throw ReadTable.unusable(
                    read.table(), "its entry under 'tables' has where, set, groups or a processor");
        }
        TargetTable target = targets.find(scope.target(name).orElseThrow());
        if (target == null) {
            throw ReadTable.unusable(read.table(), "it does not exist on the target");
        }
        Set<String> sent =
                read.keyNames().stream()
                        .flatMap(column -> sentAs(view, column).stream())
                        .map(column -> column.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        boolean found =
                target.rowKey()
                        .filter(TableIndex::plain)
                        .filter(index ->
                                index.parts().stream()
                                        .map(part -> target.columns().get(part.column()).name())
                                        .map(column -> column.toLowerCase(Locale.ROOT))
                                        .allMatch(sent::contains))
                        .isPresent();
        if (!found) {
            throw ReadTable.unusable(
                    read.table(), "the key of target table " + target.name() + " is another");
        }
        if (view.isEmpty()) {
            requirePlan(read, target.name());
        }
    }

    /** Columns whose values cannot be written in the form in which they are read. */
    private void requirePlan(ReadTable read, TableName target) {
        RowChanges.Cells none = new RowChanges.Cells(new byte[0], new int[0], new int[0]);
        try {
            plans.plan(new RowChanges(ChangeKind.INSERT, read.shape(), target, false, none));
        } catch (OtterException e) {
            throw ReadTable.unusable(read.table(), e.what());
        }
    }

    private static Optional<String> sentAs(Optional<MappingConfig> view, String column) {
        return view.isEmpty() ? Optional.of(column) : view.get().columns().target(column);
    }
}
