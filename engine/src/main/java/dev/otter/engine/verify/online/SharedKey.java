package dev.otter.engine.verify.online;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.verify.RowLayout;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The key by which a pair is swept: on each side a unique index over the same columns in the same
 * order, none of them NULL. Immutable.
 *
 * @param sources the key in each source table
 * @param target the key in the target table
 * @param sameOrder whether both sides sort the key alike, so that ranges of it hold the same rows
 */
record SharedKey(List<SideKey> sources, SideKey target, boolean sameOrder) {
    private static final Set<String> NUMBERS =
            Set.of(
                    "tinyint",
                    "smallint",
                    "mediumint",
                    "int",
                    "bigint",
                    "decimal",
                    "float",
                    "double",
                    "bit",
                    "year");
    private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp");
    private static final Set<String> BYTES = Set.of("binary", "varbinary");
    private static final Set<String> TEXTS = Set.of("char", "varchar");
    private static final Set<String> ADDRESSES = Set.of("uuid", "inet4", "inet6");

    /**
     * The key in one table.
     *
     * @param table the table
     * @param index the index's name
     * @param columns its columns in order
     */
    record SideKey(TableName table, String index, List<TableColumn> columns) {}

    /** Either a key, or in a few words why there is none. */
    record Choice(Optional<SharedKey> key, String reason) {
        private static Choice none(String reason) {
            return new Choice(Optional.empty(), reason);
        }
    }

    SharedKey {
        sources = List.copyOf(sources);
    }

    static Choice of(RowLayout layout, List<TargetTable> sources, TargetTable target) {
        for (TargetTable source : sources) {
            if (!source.transactional()) {
                // Its rows are seen before they are in the log.
                return Choice.none(source.name() + " has the engine " + source.engine());
            }
        }
        if (!layout.keyed()) {
            return Choice.none("there is no key of whole values without NULL");
        }
        List<String> names = new ArrayList<>();
        for (int column : layout.key()) {
            names.add(layout.name(column).toLowerCase(Locale.ROOT));
        }
        Optional<SideKey> onTarget = find(target, names);
        if (onTarget.isEmpty()) {
            return Choice.none("the target has no unique index over " + names);
        }
        List<SideKey> onSources = new ArrayList<>();
        for (TargetTable source : sources) {
            Optional<SideKey> found = find(source, names);
            if (found.isEmpty()) {
                return Choice.none(source.name() + " has no unique index over " + names);
            }
            onSources.add(found.get());
        }
        List<SideKey> all = new ArrayList<>(onSources);
        all.add(onTarget.get());
        for (SideKey side : all) {
            for (TableColumn column : side.columns()) {
                if (!sortable(column)) {
                    return Choice.none(
                            "key column %s is %s".formatted(column.name(), column.dataType()));
                }
            }
        }
        boolean sameOrder =
                onSources.size() == 1
                        && ordersAlike(onSources.getFirst().columns(), onTarget.get().columns());
        return new Choice(Optional.of(new SharedKey(onSources, onTarget.get(), sameOrder)), "");
    }

    private static boolean sortable(TableColumn column) {
        String type = column.dataType();
        return NUMBERS.contains(type)
                || TIMES.contains(type)
                || BYTES.contains(type)
                || TEXTS.contains(type)
                || ADDRESSES.contains(type);
    }

    private static Optional<SideKey> find(TargetTable table, List<String> names) {
        for (TableIndex index : table.uniqueIndexes()) {
            if (!index.plain() || index.parts().stream().anyMatch(part -> part.prefix() > 0)) {
                continue;
            }
            List<TableColumn> columns =
                    index.parts().stream().map(part -> table.columns().get(part.column())).toList();
            boolean fits =
                    columns.stream().noneMatch(TableColumn::nullable)
                            && columns.stream()
                                    .map(column -> column.name().toLowerCase(Locale.ROOT))
                                    .toList()
                                    .equals(names);
            if (fits) {
                return Optional.of(new SideKey(table.name(), index.name(), columns));
            }
        }
        return Optional.empty();
    }

    private static boolean ordersAlike(List<TableColumn> source, List<TableColumn> target) {
        for (int i = 0; i < source.size(); i++) {
            TableColumn from = source.get(i);
            TableColumn to = target.get(i);
            boolean alike =
                    NUMBERS.contains(from.dataType()) && NUMBERS.contains(to.dataType())
                            || TIMES.contains(from.dataType())
                                    && from.dataType().equals(to.dataType())
                            || BYTES.contains(from.dataType()) && BYTES.contains(to.dataType())
                            || TEXTS.contains(from.dataType())
                                    && TEXTS.contains(to.dataType())
                                    && collation(from).equals(collation(to));
            if (!alike) {
                return false;
            }
        }
        return true;
    }

    /** Newer servers say utf8mb3 for what older ones call utf8. */
    private static String collation(TableColumn column) {
        return column.collation().replaceFirst("^utf8_", "utf8mb3_");
    }
}
