package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.json.JsonSql;
import dev.otter.binlog.json.LongJsonTimeException;
import dev.otter.binlog.json.TypedJson;
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
        /** Text alone: the types of its values are what the target reads in it. */
        JSON,
        /** Text, and the types of its values in an expression of its own. */
        TYPED_JSON
    }

    /**
     * @param types which of the expressions tells the types of the values; -1 for none
     */
    private record Column(TableColumn source, Form form, Literals literals, int types) {}

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
     * @param typedJson whether the source tells the types of values inside of documents
     * @param mariadb whether the target is MariaDB
     * @throws OtterException TABLE_MISMATCH when values of the one cannot be written to the other
     */
    static CopyColumns of(
            TargetTable source, TargetTable target, boolean typedJson, boolean mariadb) {
        List<LogColumn> logged = SourceShape.columns(source);
        List<Column> columns = new ArrayList<>();
        int read = (int) source.columns().stream().filter(c -> kept(c, target)).count();
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
                boolean typed = form == Form.JSON && typedJson && !mariadb && form(to) == Form.JSON;
                LogColumn log = plain(logged.get(column.index()));
                Literals literals = Literals.of(log, to, mariadb);
                columns.add(
                        typed
                                ? new Column(column, Form.TYPED_JSON, literals, read++)
                                : new Column(column, form, literals, -1));
            }
        }
        return new CopyColumns(List.copyOf(columns), target);
    }

    private static boolean kept(TableColumn column, TargetTable target) {
        return target.column(column.name()).filter(to -> !to.generated()).isPresent();
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

    /** What is read: each column, then the types of those that are documents. */
    List<String> expressions() {
        List<String> all = new ArrayList<>();
        columns.forEach(column -> all.add(expression(column.source())));
        columns.stream()
                .filter(column -> column.form() == Form.TYPED_JSON)
                .forEach(column ->
                        all.add(TypedJson.types(TableName.quote(column.source().name()))));
        return all;
    }

    /** The source's columns that are read, in order. */
    List<TableColumn> read() {
        return columns.stream().map(Column::source).toList();
    }

    /**
     * What stands in front of the rows.
     *
     * @param verb INSERT or REPLACE
     */
    byte[] head(String verb) {
        String names =
                columns.stream()
                        .map(column -> TableName.quote(column.literals().target().name()))
                        .collect(Collectors.joining(","));
        return (verb + " INTO " + target.name().quoted() + " (" + names + ") VALUES ")
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
            Column column = columns.get(i);
            if (column.form() == Form.TYPED_JSON && lengths[i] >= 0) {
                document(out, i, buffer, offsets, lengths);
            } else {
                relaxed |= value(out, column, buffer, offsets[i], lengths[i]);
            }
        }
        out.put(')');
        return relaxed;
    }

    private void document(ByteWriter out, int place, byte[] buffer, int[] offsets, int[] lengths) {
        Column column = columns.get(place);
        int types = column.types();
        try {
            TypedJson document =
                    new TypedJson(
                            buffer,
                            offsets[place],
                            lengths[place],
                            buffer,
                            offsets[types],
                            lengths[types]);
            JsonSql.append(document, out);
        } catch (LongJsonTimeException e) {
            throw new OtterException(
                    ErrorCode.COPY_NOT_POSSIBLE,
                    "a JSON document holds " + e.getMessage() + ", and might mean otherwise",
                    "source table, column " + column.source().name() + ", target " + target.name(),
                    "Copy this table by hand and take it out of the full load, or write such times as"
                            + " text in the source's documents.",
                    e);
        } catch (BinlogFormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new OtterException(
                    ErrorCode.COPY_SOURCE_FAILED,
                    "the source tells of a JSON document other types than its text has: "
                            + e.getMessage(),
                    "source table, column " + column.source().name() + ", target " + target.name(),
                    "Take the table out of the pipeline, and report the message with the server's"
                            + " version.",
                    e);
        }
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
            case JSON, TYPED_JSON -> {
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
