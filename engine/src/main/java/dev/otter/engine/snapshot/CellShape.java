package dev.otter.engine.snapshot;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * A source table's columns as rows that are read from it hold them in the log's encoding: as the
 * log would, but that documents are text and compressed values are plain. Stateless.
 */
final class CellShape {
    private CellShape() {}

    /**
     * @param documents whether columns of documents stay such; their cells are text all the same
     */
    static SourceTable of(TargetTable source, boolean documents) {
        List<LogColumn> columns = new ArrayList<>();
        List<LogColumn> logged = SourceShape.columns(source);
        for (int i = 0; i < logged.size(); i++) {
            boolean document = documents && logged.get(i).type().kind() == Kind.JSON;
            columns.add(document ? logged.get(i) : read(logged.get(i), source.columns().get(i)));
        }
        return new SourceTable(source.name(), columns);
    }

    private static LogColumn read(LogColumn column, TableColumn table) {
        ColumnType type = column.type();
        boolean json = type.kind() == Kind.JSON;
        boolean plain =
                json
                        || type.kind() == Kind.COMPRESSED_VARCHAR
                        || type.kind() == Kind.COMPRESSED_BLOB;
        if (!plain && type.kind() != Kind.BIT) {
            return column;
        }
        ColumnType read =
                plain
                        ? new ColumnType(Kind.BLOB, Sign.UNKNOWN, 0, 0)
                        : new ColumnType(
                                Kind.BIT, type.sign(), Math.max(1, table.firstArgument()), 0);
        return new LogColumn(
                column.name(),
                read,
                json ? "utf8mb4" : column.charset(),
                column.members(),
                column.memberCharset(),
                column.generated());
    }

    /**
     * Refuses columns whose values are told in another form than the log's.
     *
     * @throws OtterException COPY_NOT_POSSIBLE
     */
    static void requireReadable(TargetTable source) {
        for (TableColumn column : source.columns()) {
            boolean unlike =
                    switch (column.dataType()) {
                        case "uuid", "inet4", "inet6" -> true;
                        default -> column.columnType().contains("mariadb-5.3");
                    };
            if (unlike) {
                throw new OtterException(
                        ErrorCode.COPY_NOT_POSSIBLE,
                        "column %s is of type %s, whose values cannot be read in this form"
                                .formatted(column.name(), column.columnType()),
                        "source table " + source.name(),
                        "Copy the table by hand with 'snapshot: never'; without a view it can be"
                                + " copied to MySQL and MariaDB.");
            }
        }
    }

    /** How a column is read so that nothing of its value is lost. */
    static String expression(TableColumn column) {
        return column.dataType().equals("bit")
                ? TableName.quote(column.name())
                : CopyColumns.expression(column);
    }
}
