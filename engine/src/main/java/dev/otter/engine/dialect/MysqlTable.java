package dev.otter.engine.dialect;

import java.util.List;

/**
 * A table as the source defines it. Immutable.
 *
 * @param columns its columns in order
 * @param indexes its indexes, those included that columns define by themselves
 * @param foreignKeys keys to other tables
 * @param comment text about it; often empty
 */
public record MysqlTable(
        List<MysqlColumn> columns,
        List<MysqlIndex> indexes,
        List<MysqlForeignKey> foreignKeys,
        String comment) {
    public MysqlTable {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
    }
}
