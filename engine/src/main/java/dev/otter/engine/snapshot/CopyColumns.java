package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.database.value.Escape;
import dev.otter.engine.database.value.Literals;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which columns of a source table are read, in which form, and how what was read becomes the text
 * of an INSERT for the target. Values come in the text protocol as bytes in the column's own
 * character set ({@code character_set_results=NULL}) and times in UTC.
 *
 * <p>One thread: literals keep room to work in.
 */
final class CopyColumns {
    private static final byte[] NULL = "NULL".getBytes(StandardCharsets.US_ASCII);

    private enum Form {
        /** Digits, as they came. */
        NUMBER,
        /** Digits of a FLOAT or DOUBLE; a negative zero keeps its sign. */
        REAL,
        /** Printable ASCII in quotes. */
        QUOTED,
        /** Bytes as a row of the log would hold them. */
        CELL,
        /** The number of an ENUM's member or a SET's bits. */
        MEMBERS,
        JSON
    }

    private record Column(TableColumn source, Form form, Literals literals) {}

    private final List<Column> columns;
    private final TargetTable target;
    private final byte[] members = new byte[8];

    private CopyColumns(List<Column> columns, TargetTable target) {
        this.columns = columns;
        this.target = target;
    }

    /**
     * The columns of the source that the target keeps.
     *
     * @param mariadb whether the target is MariaDB
     * @throws OtterException TABLE_MISMATCH when values of the one cannot be written to the other
     */
    static CopyColumns of(TargetTable source, TargetTable target, boolean mariadb) {
        List<LogColumn> logged = SourceShape.columns(source);
        List<Column> columns = new ArrayList<>();
        for (TableColumn column : source.columns()) {
            TableColumn to = target.column(column.name()).orElse(null);
            if (to == null) {
                throw new OtterException(
                        ErrorCode.TABLE_MISMATCH,
                        "the target has no column " + column.name(),
                        "source table " + source.name() + ", target table " + target.name(),
                        "Add the column to the target's table.");
            }
            if (!to.generated()) {
                Form form = form(column);
                LogColumn log = plain(logged.get(column.index()));
                columns.add(new Column(column, form, Literals.of(log, to, mariadb)));
            }
        }
        return new CopyColumns(List.copyOf(columns), target);
    }

    /** Compressed columns are read uncompressed. */
    private static LogColumn plain(LogColumn column) {
        return switch (column.type().kind()) {
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB ->
                    LogColumn.text(
                            column.name(),
                            new ColumnType(Kind.BLOB, Sign.UNKNOWN, 0, 0),
                            column.charset());
            default -> column;
        };
    }

    private static Form form(TableColumn column) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "bit" ->
                    Form.NUMBER;
            case "float", "double" -> Form.REAL;
            case "date", "time", "datetime", "timestamp", "year", "uuid", "inet4", "inet6" ->
                    Form.QUOTED;
            case "enum", "set" -> Form.MEMBERS;
            case "json" -> Form.JSON;
            default -> Form.CELL;
        };
    }

    /** How a column is read so that nothing of its value is lost in text. */
    static String expression(TableColumn column) {
        String name = TableName.quote(column.name());
        return switch (column.dataType()) {
            // As text a FLOAT has six digits only; as DOUBLE it has all. Times one keeps -0.
            case "float" -> "(" + name + "*1e0)";
            case "bit", "enum", "set" -> "CAST(" + name + " AS UNSIGNED)";
            default -> name;
        };
    }

    int size() {
        return columns.size();
    }

    /** The source's columns that are read, in order. */
    List<TableColumn> read() {
        return columns.stream().map(Column::source).toList();
    }

    /** What stands in front of the rows of an INSERT. */
    byte[] head() {
        String names =
                columns.stream()
                        .map(column -> TableName.quote(column.literals().target().name()))
                        .collect(Collectors.joining(","));
        return ("INSERT INTO " + target.name().quoted() + " (" + names + ") VALUES ")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Appends one row with its brackets.
     *
     * @return whether it can only be written where errors in values are warnings
     */
    boolean row(ByteWriter out, byte[] buffer, int[] offsets, int[] lengths) {
        boolean relaxed = false;
        out.put('(');
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            relaxed |= value(out, columns.get(i), buffer, offsets[i], lengths[i]);
        }
        out.put(')');
        return relaxed;
    }

    private boolean value(ByteWriter out, Column column, byte[] buffer, int offset, int length) {
        if (length < 0) {
            out.append(NULL);
            return false;
        }
        switch (column.form()) {
            case NUMBER -> out.append(buffer, offset, length);
            case REAL -> {
                out.append(buffer, offset, length);
                if (length == 2 && buffer[offset] == '-' && buffer[offset + 1] == '0') {
                    out.ascii("e0");
                }
            }
            case QUOTED -> out.put('\'').append(buffer, offset, length).put('\'');
            case CELL -> column.literals().insertValue(out, buffer, offset, length);
            case JSON -> {
                out.ascii("_utf8mb4'");
                Escape.append(buffer, offset, length, out);
                out.put('\'');
            }
            case MEMBERS -> {
                long number =
                        Long.parseUnsignedLong(
                                new String(buffer, offset, length, StandardCharsets.US_ASCII));
                int width = column.literals().source().type().size();
                KeyCells.littleEndian(number, members, 0, width);
                column.literals().insertValue(out, members, 0, width);
                return column.literals().needsRelaxedMode(members, 0, width);
            }
        }
        return false;
    }
}
