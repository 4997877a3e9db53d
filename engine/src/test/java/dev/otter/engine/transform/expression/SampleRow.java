package dev.otter.engine.transform.expression;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.transform.cell.CellWriter;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;

/** An inserted row of values, for tests. */
final class SampleRow {
    private final List<LogColumn> columns = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    SampleRow with(LogColumn column, Object value) {
        columns.add(column);
        values.add(value);
        return this;
    }

    SampleRow number(String name, Long value) {
        return with(LogColumn.plain(name, new ColumnType(Kind.BIGINT, Sign.SIGNED, 0, 0)), value);
    }

    SampleRow text(String name, String value) {
        return with(
                LogColumn.text(name, new ColumnType(Kind.BLOB, Sign.UNKNOWN, 4, 0), "utf8mb4"),
                value);
    }

    SourceTable table() {
        return new SourceTable(new TableName("shop", "orders_07"), columns);
    }

    RowChanges changes(SourceTable table) {
        ByteWriter bytes = new ByteWriter(64);
        int[] offsets = new int[columns.size()];
        int[] lengths = new int[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            offsets[i] = bytes.length();
            if (values.get(i) == null) {
                lengths[i] = RowChanges.NULL;
            } else {
                new CellWriter(columns.get(i)).write(values.get(i), bytes);
                lengths[i] = bytes.length() - offsets[i];
            }
        }
        return new RowChanges(
                ChangeKind.INSERT,
                table,
                table.name(),
                true,
                new RowChanges.Cells(bytes.toByteArray(), offsets, lengths));
    }

    /** The result of an expression; the word {@code NULL} for null. */
    Object value(String text) {
        SourceTable table = table();
        Expression expression = new Expressions(table).value("x", text);
        RowScope scope = new RowScope(table);
        scope.at(changes(table), 0, -1);
        Object value = expression.evaluate(scope);
        return value == null ? "NULL" : value;
    }
}
