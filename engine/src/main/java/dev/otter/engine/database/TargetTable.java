package dev.otter.engine.database;

import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as its server describes it. Of the target in the first place; the same record describes
 * source tables where the log itself does not tell enough. Immutable.
 *
 * @param name name as the server spells it
 * @param engine storage engine, such as {@code InnoDB}
 * @param columns columns in the table's order
 * @param indexes indexes in the server's order, the primary key first
 * @param foreignKeys foreign keys of which this table is the child
 * @param referencedBy foreign keys of which this table is the parent
 * @param triggers names of the triggers on it
 */
public record TargetTable(
        TableName name,
        String engine,
        List<TableColumn> columns,
        List<TableIndex> indexes,
        List<ForeignKey> foreignKeys,
        List<ForeignKey> referencedBy,
        List<String> triggers) {
    public TargetTable {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        referencedBy = List.copyOf(referencedBy);
        triggers = List.copyOf(triggers);
    }

    /** The column of this name, letter case ignored. */
    public Optional<TableColumn> column(String columnName) {
        for (TableColumn column : columns) {
            if (column.name().equalsIgnoreCase(columnName)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /**
     * The index by which one row is found: the primary key, else the first unique index whose
     * columns are all NOT NULL; empty when the whole row has to be compared.
     */
    public Optional<TableIndex> rowKey() {
        for (TableIndex index : indexes) {
            if (index.primary()) {
                return Optional.of(index);
            }
        }
        return indexes.stream()
                .filter(index -> index.unique() && index.plain() && neverNull(index))
                .findFirst();
    }

    /** Primary key and unique indexes. */
    public List<TableIndex> uniqueIndexes() {
        return indexes.stream().filter(TableIndex::unique).toList();
    }

    private boolean neverNull(TableIndex index) {
        return index.parts().stream().noneMatch(part -> columns.get(part.column()).nullable());
    }

    /** Whether changes can be rolled back. */
    public boolean transactional() {
        return switch (engine.toLowerCase(Locale.ROOT)) {
            case "innodb", "ndbcluster", "ndb", "rocksdb", "tokudb", "xtradb" -> true;
            default -> false;
        };
    }
}
