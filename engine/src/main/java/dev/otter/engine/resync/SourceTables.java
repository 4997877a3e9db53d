package dev.otter.engine.resync;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which tables a pipeline reads again, and how. One thread. */
final class SourceTables {
    private static final int KNOWN_MAX = 2_000;

    private final TableRoute scope;
    private final TableViews views;
    private final TargetTables targets;
    private final boolean leavesOut;
    private final Supplier<LogPosition> durable;
    private final TablePlans plans;
    private final Map<TableName, ReadTable> known = new HashMap<>();
    private final Map<TableName, ReadTable> held = new HashMap<>();

    /** Those that the target's tables fit, as of one generation of these. */
    private final Map<TableName, ReadTable> fitting = new HashMap<>();

    private long generation;

    /** Where the log ended when a table was first found not to fit. */
    private final Map<TableName, LogPosition> unlikeSince = new HashMap<>();

    private LogPosition durableAtBegin;
    private TableCatalog catalog;
    private List<TableName> names;

    /**
     * @param tables the pipeline's
     * @param durable everything up to here is durable on the target
     */
    SourceTables(Resync.Tables tables, Supplier<LogPosition> durable) {
        this.scope = tables.scope();
        this.views = tables.views();
        this.targets = tables.targets();
        this.leavesOut = tables.leavesOut();
        this.durable = durable;
        this.plans = new TablePlans(targets);
    }

    /** What is asked from now on is of this moment. */
    void begin(MysqlConnection connection) {
        catalog = TableCatalog.of(connection);
        names = null;
        held.clear();
        durableAtBegin = durable.get();
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
        List<TableName> into = scope.targets(table);
        return all(connection).stream()
                .filter(other -> !other.equals(table))
                .filter(other -> scope.targets(other).stream().anyMatch(into::contains))
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
     * @throws OtterException RESYNC_TABLE_UNUSABLE when its rows cannot be read again; whether they
     *     can be written {@link #unlike} tells
     */
    Optional<ReadTable> find(MysqlConnection connection, TableName name) {
        Optional<TargetTable> now = catalog.find(connection, name);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        boolean typedJson = connection.serverVersion().mysqlAtLeast(8, 0, 4);
        ReadTable before = known.get(name);
        if (before != null && before.typedJson() == typedJson && before.table().equals(now.get())) {
            held.put(name, before);
            return Optional.of(before);
        }
        ReadTable read = ReadTable.of(now.get(), typedJson);
        requireReadable(read);
        put(known, name, read);
        held.put(name, read);
        return Optional.of(read);
    }

    private static <V> void put(Map<TableName, V> map, TableName name, V value) {
        if (map.size() >= KNOWN_MAX) {
            map.clear();
        }
        map.put(name, value);
    }

    private void requireReadable(ReadTable read) {
        if (views.entries(read.table().name()).stream()
                .anyMatch(mapping ->
                        !mapping.rows().isNone()
                                || !mapping.groups().isEmpty()
                                || mapping.choice().isPresent())) {
            throw ReadTable.unusable(
                    read.table(),
                    "its entry under 'tables' has where, set, groups, a processor or a route");
        }
    }

    /**
     * Why rows that are read now cannot take the place of older ones of the log; empty when they
     * can. Stricter than {@link #unlike}: no statement of the table may lie between.
     */
    Optional<String> unfit(ReadTable read) {
        Optional<String> unlike = unlike(read).map(OtterException::what);
        if (unlike.isPresent()) {
            return unlike;
        }
        TableName name = read.table().name();
        return scope.targets(name).stream()
                .flatMap(into ->
                        SourceFit.narrower(
                                        read.table(), targets.find(into), views.find(name, into))
                                .stream())
                .findFirst();
    }

    /**
     * Why rows that are read now do not fit what the target has now; empty when they do. The stream
     * may have a statement still to pass that mends it.
     */
    Optional<OtterException> unlike(ReadTable read) {
        if (generation != targets.generation()) {
            fitting.clear();
            generation = targets.generation();
        }
        TableName name = read.table().name();
        if (read.equals(fitting.get(name))) {
            return Optional.empty();
        }
        Optional<String> why = misfit(read);
        if (why.isEmpty()) {
            put(fitting, name, read);
            unlikeSince.remove(name);
        }
        return why.map(text -> ReadTable.unusable(read.table(), text));
    }

    /**
     * Whether it is unlike for good: it was so before, and all that the log held then was durable
     * before it was looked at this time.
     *
     * @param end of the log now
     */
    boolean unlikeForGood(TableName name, LogPosition end) {
        LogPosition since = unlikeSince.get(name);
        if (since == null) {
            put(unlikeSince, name, end);
            return false;
        }
        boolean over = durableAtBegin.compareTo(since) >= 0;
        if (over) {
            unlikeSince.remove(name);
        }
        return over;
    }

    private Optional<String> misfit(ReadTable read) {
        return scope.targets(read.table().name()).stream()
                .flatMap(target -> misfit(read, target).stream())
                .findFirst();
    }

    private Optional<String> misfit(ReadTable read, TableName into) {
        Optional<MappingConfig> view = views.find(read.table().name(), into);
        TargetTable target = targets.find(into);
        if (target == null) {
            return Optional.of("it does not exist on the target");
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
            return Optional.of("the key of target table " + target.name() + " is another");
        }
        return view.isEmpty() ? unwritable(read, target) : Optional.empty();
    }

    /** Columns whose values cannot be written in the form in which they are read. */
    private Optional<String> unwritable(ReadTable read, TargetTable target) {
        SourceTable shape = leavesOut ? without(read.shape(), target) : read.shape();
        RowChanges.Cells none = new RowChanges.Cells(new byte[0], new int[0], new int[0]);
        try {
            plans.plan(new RowChanges(ChangeKind.INSERT, shape, target.name(), false, none));
            return Optional.empty();
        } catch (OtterException e) {
            return Optional.of(e.what());
        }
    }

    /** The shape as far as the target has its columns; values of others refuse the row itself. */
    private static SourceTable without(SourceTable shape, TargetTable target) {
        return new SourceTable(
                shape.name(),
                shape.columns().stream()
                        .filter(column -> target.column(column.name()).isPresent())
                        .toList(),
                shape.readAgain());
    }

    private static Optional<String> sentAs(Optional<MappingConfig> view, String column) {
        return view.isEmpty() ? Optional.of(column) : view.get().columns().target(column);
    }
}
