package dev.otter.engine.snapshot;

import dev.otter.binlog.row.ColumnType;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import java.util.ArrayList;
import java.util.List;

/** A source table's columns as its log would tell them, sizes included. Stateless. */
final class SourceShape {
    private SourceShape() {}

    /** The shape of the table as it is now. */
    static SourceTable of(TargetTable source) {
        return new SourceTable(source.name(), columns(source));
    }

    /** The columns in the table's order. */
    static List<LogColumn> columns(TargetTable source) {
        List<LogColumn> plain = LogColumns.of(source);
        List<LogColumn> sized = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            LogColumn column = plain.get(i);
            sized.add(
                    new LogColumn(
                            column.name(),
                            sized(column.type(), source.columns().get(i)),
                            column.charset(),
                            column.members(),
                            column.memberCharset(),
                            column.generated()));
        }
        return sized;
    }

    private static ColumnType sized(ColumnType type, TableColumn column) {
        int first = Math.max(0, column.firstArgument());
        return switch (column.dataType()) {
            case "decimal" ->
                    new ColumnType(
                            type.kind(), type.sign(), first, Math.max(0, column.secondArgument()));
            case "time", "datetime", "timestamp" ->
                    new ColumnType(type.kind(), type.sign(), 0, first);
            case "binary" -> new ColumnType(type.kind(), type.sign(), first, 0);
            case "enum" -> new ColumnType(type.kind(), type.sign(), enumBytes(column), 0);
            case "set" -> new ColumnType(type.kind(), type.sign(), setBytes(column), 0);
            default -> type;
        };
    }

    private static int enumBytes(TableColumn column) {
        return column.members().size() < 256 ? 1 : 2;
    }

    private static int setBytes(TableColumn column) {
        int bytes = (column.members().size() + 7) / 8;
        return bytes > 4 ? 8 : bytes;
    }
}
