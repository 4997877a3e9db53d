package dev.otter.engine.verify;

import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table as the server's catalog describes it.
 *
 * @param name the table
 * @param columns in their order
 * @param key names of the columns that tell rows apart: the primary key, else a unique key without
 *     NULL; empty when there is none
 * @param estimatedRows the server's own guess
 * @param postgres whether it is a table of PostgreSQL
 */
public record TableShape(
        TableName name,
        List<ColumnShape> columns,
        List<String> key,
        long estimatedRows,
        boolean postgres) {

    /** A table of MySQL or MariaDB. */
    TableShape(TableName name, List<ColumnShape> columns, List<String> key, long estimatedRows) {
        this(name, columns, key, estimatedRows, false);
    }

    public TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    Optional<ColumnShape> column(String lowerName) {
        return columns.stream().filter(column -> column.lowerName().equals(lowerName)).findFirst();
    }
}
