package dev.otter.engine.verify.online;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.verify.RowLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Takes the key of a pair out of rows of the log, in the very form in which a statement reads it.
 * For one shape of a table and one thread.
 */
public final class LoggedKey {
    private static final Set<String> WHOLE =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "year");
    private static final Set<String> MEASURED =
            Set.of("decimal", "date", "time", "datetime", "timestamp", "binary", "varbinary");

    private final int[] places;
    private final ColumnType[] types;
    private final Form[] forms;
    private final ByteWriter scratch = new ByteWriter(64);

    /** How a cell becomes what is read. */
    private enum Form {
        /** Printed: numbers and times. */
        PRINTED,
        /** The bytes as they are. */
        BYTES,
        /** The bytes, with the zeros at their end that the log leaves out. */
        FILLED
    }

    private LoggedKey(int[] places, ColumnType[] types, Form[] forms) {
        this.places = places;
        this.types = types;
        this.forms = forms;
    }

    /**
     * Why keys of this pair cannot be taken out of the log, in a few words; empty when they can.
     * The log and both sides must write a value alike.
     */
    static Optional<String> obstacle(RowLayout layout, SharedKey key) {
        for (SharedKey.SideKey source : key.sources()) {
            for (int i = 0; i < source.columns().size(); i++) {
                TableColumn from = source.columns().get(i);
                TableColumn to = key.target().columns().get(i);
                if (layout.converted(layout.key()[i]) || !alike(from, to)) {
                    return Optional.of(
                            type(from).equals(type(to))
                                    ? "key column " + from.name() + " is " + type(from)
                                    : "key column %s is %s on the source and %s on the target"
                                            .formatted(from.name(), type(from), type(to)));
                }
            }
        }
        return Optional.empty();
    }

    private static String type(TableColumn column) {
        return column.charset().isEmpty() || column.charset().equals("binary")
                ? column.columnType()
                : column.columnType() + " of " + column.charset();
    }

    private static boolean alike(TableColumn from, TableColumn to) {
        String type = from.dataType();
        if (WHOLE.contains(type)) {
            return WHOLE.contains(to.dataType())
                    && type.equals("year") == to.dataType().equals("year");
        }
        if (MEASURED.contains(type)) {
            return type.equals(to.dataType())
                    && from.firstArgument() == to.firstArgument()
                    && from.secondArgument() == to.secondArgument();
        }
        return (type.equals("char") || type.equals("varchar"))
                && (to.dataType().equals("char") || to.dataType().equals("varchar"));
    }

    /**
     * @param columns the key's columns in the source table
     * @return empty when the log's rows are of another shape than the table
     */
    static Optional<LoggedKey> of(SourceTable shape, List<TableColumn> columns) {
        int[] places = new int[columns.size()];
        ColumnType[] types = new ColumnType[columns.size()];
        Form[] forms = new Form[columns.size()];
        for (int i = 0; i < places.length; i++) {
            OptionalInt place = place(shape, columns.get(i).name());
            if (place.isEmpty()) {
                return Optional.empty();
            }
            places[i] = place.getAsInt();
            types[i] = shape.columns().get(places[i]).type();
            Optional<Form> form = form(columns.get(i).dataType(), types[i].kind());
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms[i] = form.get();
        }
        return Optional.of(new LoggedKey(places, types, forms));
    }

    private static OptionalInt place(SourceTable shape, String name) {
        for (int i = 0; i < shape.columns().size(); i++) {
            if (shape.columns().get(i).name().equalsIgnoreCase(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static Optional<Form> form(String type, Kind kind) {
        boolean fits =
                switch (type) {
                    case "tinyint", "smallint", "mediumint", "int", "bigint" -> kind.integer();
                    case "year" -> kind == Kind.YEAR;
                    case "decimal" -> kind == Kind.DECIMAL;
                    case "date" -> kind == Kind.DATE;
                    case "time" -> kind == Kind.TIME || kind == Kind.OLD_TIME;
                    case "datetime" -> kind == Kind.DATETIME || kind == Kind.OLD_DATETIME;
                    case "timestamp" -> kind == Kind.TIMESTAMP || kind == Kind.OLD_TIMESTAMP;
                    case "char", "binary" -> kind == Kind.CHAR;
                    case "varchar", "varbinary" -> kind == Kind.VARCHAR;
                    default -> false;
                };
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(
                switch (type) {
                    case "char", "varchar", "varbinary" -> Form.BYTES;
                    case "binary" -> Form.FILLED;
                    default -> Form.PRINTED;
                });
    }

    /**
     * The key of one image of a row.
     *
     * @param image its first cell
     * @param other the first cell of the image that holds what this one leaves out; the same as
     *     {@code image} when there is none
     * @return empty when the row does not tell
     */
    public Optional<RowKey> of(RowChanges rows, int image, int other) {
        byte[][] cells = new byte[places.length][];
        for (int i = 0; i < places.length; i++) {
            int cell = image + places[i];
            if (rows.length(cell) == RowChanges.ABSENT) {
                cell = other + places[i];
            }
            if (rows.length(cell) < 0) {
                return Optional.empty();
            }
            cells[i] = text(i, rows.bytes(), rows.offset(cell), rows.length(cell));
        }
        return Optional.of(RowKey.of(cells));
    }

    private byte[] text(int part, byte[] bytes, int offset, int length) {
        return switch (forms[part]) {
            case BYTES -> Arrays.copyOfRange(bytes, offset, offset + length);
            case FILLED ->
                    Arrays.copyOf(
                            Arrays.copyOfRange(bytes, offset, offset + length),
                            Math.max(length, types[part].size()));
            case PRINTED -> {
                scratch.clear();
                CellFormat.append(types[part], bytes, offset, length, scratch);
                yield Arrays.copyOf(scratch.array(), scratch.length());
            }
        };
    }
}
