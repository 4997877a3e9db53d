package dev.otter.engine.resync;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.database.value.CharsetText;
import dev.otter.engine.transform.cell.CellFaultException;
import dev.otter.engine.transform.cell.CellReader;
import dev.otter.engine.transform.cell.CellWriter;
import dev.otter.engine.transform.cell.Meaning;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Single rows of one source table, between the texts that people type and the cells that its log
 * would hold. Values longer than {@value #LONGEST} characters or bytes are cut when they are read.
 * One thread.
 */
public final class SampleRows {
    /** Most characters of a text, or bytes of a binary value, that are read from the table. */
    public static final int LONGEST = 4_000;

    private static final String HEX = "0x";

    private final TargetTable table;
    private final SourceTable shape;

    /**
     * @throws dev.otter.model.error.OtterException TABLE_MISMATCH when a type is not known
     */
    public SampleRows(TargetTable table) {
        this.table = table;
        List<LogColumn> plain = LogColumns.of(table);
        List<LogColumn> columns = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            columns.add(ReadTable.read(plain.get(i), table.columns().get(i), false));
        }
        this.shape = new SourceTable(table.name(), columns);
    }

    /** The shape of the rows; JSON is text here. */
    public SourceTable shape() {
        return shape;
    }

    /**
     * Some row of the table; empty when it has none. The session gives times in UTC and texts as
     * they are stored.
     */
    public Optional<List<SampleValue>> first(MysqlConnection connection) {
        String columns =
                table.columns().stream()
                        .map(SampleRows::expression)
                        .collect(Collectors.joining(","));
        List<List<SampleValue>> found = new ArrayList<>();
        connection.stream(
                "SELECT " + columns + " FROM " + table.name().quoted() + " LIMIT 1",
                (buffer, offsets, lengths) -> found.add(typed(read(buffer, offsets, lengths))));
        return found.stream().findFirst();
    }

    /** A row of NULL alone. */
    public List<SampleValue> empty() {
        return complete(List.of());
    }

    /** All columns in their order; those that are not given are NULL. */
    public List<SampleValue> complete(List<SampleValue> given) {
        return table.columns().stream()
                .map(column ->
                        new SampleValue(
                                column.name(),
                                column.columnType(),
                                given.stream()
                                        .filter(one -> one.column().equalsIgnoreCase(column.name()))
                                        .findFirst()
                                        .flatMap(SampleValue::text)))
                .toList();
    }

    /** Why a text is no value of its column; empty when it is one. */
    public Optional<String> fault(SampleValue value) {
        LogColumn column = shape.columns().get(place(value.column()));
        try {
            value.text().ifPresent(text -> append(column, text, new ByteWriter(64)));
            return Optional.empty();
        } catch (IllegalArgumentException | CellFaultException | DateTimeException e) {
            return Optional.of(
                    "'%s' is no value of type %s: %s"
                            .formatted(
                                    shortened(value.text().orElse("")),
                                    table.columns().get(place(value.column())).columnType(),
                                    e.getMessage()));
        }
    }

    private int place(String name) {
        for (int i = 0; i < shape.columns().size(); i++) {
            if (shape.columns().get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column " + name);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The row inserted; all its values must be without fault. */
    public RowChanges inserted(List<SampleValue> values) {
        ByteWriter out = new ByteWriter(256);
        int[] offsets = new int[values.size()];
        int[] lengths = new int[values.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = out.length();
            LogColumn column = shape.columns().get(place(i, values));
            Optional<String> text = values.get(i).text();
            text.ifPresent(is -> append(column, is, out));
            lengths[i] = text.isPresent() ? out.length() - offsets[i] : RowChanges.NULL;
        }
        return row(out, offsets, lengths);
    }

    private int place(int at, List<SampleValue> values) {
        int place = place(values.get(at).column());
        if (place != at) {
            throw new IllegalArgumentException("the values are not in the order of the columns");
        }
        return place;
    }

    private RowChanges row(ByteWriter out, int[] offsets, int[] lengths) {
        return new RowChanges(
                ChangeKind.INSERT,
                shape,
                shape.name(),
                false,
                new RowChanges.Cells(out.toByteArray(), offsets, lengths));
    }

    /** What the server has sent, as cells. */
    private RowChanges read(byte[] buffer, int[] from, int[] sizes) {
        ByteWriter out = new ByteWriter(256);
        int columns = shape.columns().size();
        int[] offsets = new int[columns];
        int[] lengths = new int[columns];
        for (int i = 0; i < columns; i++) {
            offsets[i] = out.length();
            lengths[i] = RowChanges.NULL;
            if (sizes[i] >= 0) {
                new CellText(shape.columns().get(i)).append(buffer, from[i], sizes[i], out);
                lengths[i] = out.length() - offsets[i];
            }
        }
        return row(out, offsets, lengths);
    }

    private List<SampleValue> typed(RowChanges rows) {
        return complete(texts(rows));
    }

    /** The first row as it is written, as texts; a cell that nothing fills is left out. */
    public static List<SampleValue> texts(RowChanges rows) {
        List<SampleValue> values = new ArrayList<>();
        int first = rows.after(0);
        for (int i = 0; i < rows.source().columns().size(); i++) {
            LogColumn column = rows.source().columns().get(i);
            int cell = first + i;
            int length = rows.length(cell);
            if (length == RowChanges.NULL) {
                values.add(new SampleValue(column.name(), "", Optional.empty()));
            } else if (length >= 0) {
                String text = text(column, rows.bytes(), rows.offset(cell), length);
                values.add(new SampleValue(column.name(), "", Optional.of(text)));
            }
        }
        return values;
    }

    private static String text(LogColumn column, byte[] b, int offset, int length) {
        try {
            Meaning meaning = Meaning.of(column);
            return switch (meaning) {
                case MOMENT -> printed(column, b, offset, length);
                case REAL -> real(column, new CellReader(column).read(b, offset, length));
                case BYTES ->
                        HEX + HexFormat.of().formatHex((byte[]) value(column, b, offset, length));
                case OPAQUE -> hex(b, offset, length);
                case DECIMAL, WHOLE, UNSIGNED, TEXT ->
                        String.valueOf(value(column, b, offset, length));
            };
        } catch (CellFaultException _) {
            // Bytes that are no text of their character set.
            return hex(b, offset, length);
        }
    }

    private static Object value(LogColumn column, byte[] b, int offset, int length) {
        Object value = new CellReader(column).read(b, offset, length);
        return value instanceof java.math.BigDecimal number ? number.toPlainString() : value;
    }

    private static String printed(LogColumn column, byte[] b, int offset, int length) {
        ByteWriter text = new ByteWriter(32);
        CellFormat.append(column.type(), b, offset, length, text);
        return new String(text.array(), 0, text.length(), StandardCharsets.US_ASCII);
    }

    private static String real(LogColumn column, Object value) {
        double number = (Double) value;
        return column.type().kind() == Kind.FLOAT
                ? Float.toString((float) number)
                : Double.toString(number);
    }

    private static String hex(byte[] b, int offset, int length) {
        return HEX + HexFormat.of().formatHex(b, offset, offset + length);
    }

    /** Appends the cell of a text that somebody has typed. */
    private static void append(LogColumn column, String text, ByteWriter out) {
        switch (column.type().kind()) {
            case BIT -> new CellWriter(column).write(new BigInteger(text.strip()), out);
            case ENUM -> RequestRows.littleEnd(member(column, text), column.type().size(), out);
            case SET -> RequestRows.littleEnd(members(column, text), column.type().size(), out);
            case DATETIME, TIMESTAMP -> ascii(column, moment(text), out);
            case CHAR, VARCHAR, BLOB -> printed(column, bytes(column, text), out);
            case GEOMETRY, VECTOR -> printed(column, unhexed(text), out);
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR, DECIMAL, FLOAT, DOUBLE ->
                    ascii(column, text.strip(), out);
            case DATE, TIME -> ascii(column, text.strip(), out);
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP, JSON -> throw untypable();
            case COMPRESSED_VARCHAR, COMPRESSED_BLOB, ARRAY, NULL -> throw untypable();
        }
    }

    private static IllegalArgumentException untypable() {
        return new IllegalArgumentException("values of this type cannot be typed here");
    }

    private static void ascii(LogColumn column, String text, ByteWriter out) {
        printed(column, text.getBytes(StandardCharsets.US_ASCII), out);
    }

    private static void printed(LogColumn column, byte[] printed, ByteWriter out) {
        new CellText(column).append(printed, 0, printed.length, out);
    }

    private static byte[] bytes(LogColumn column, String text) {
        if (CharsetText.binary(column.charset())) {
            return text.startsWith(HEX) ? unhexed(text) : text.getBytes(StandardCharsets.UTF_8);
        }
        return CharsetText.encode(text, column.charset())
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "character set " + column.charset() + " lacks a character of it"));
    }

    private static byte[] unhexed(String text) {
        if (!text.startsWith(HEX)) {
            throw new IllegalArgumentException("write bytes as 0x and hexadecimal digits");
        }
        return HexFormat.of().parseHex(text.substring(HEX.length()));
    }

    /** A day alone begins at midnight; the T and Z of ISO 8601 are understood. */
    private static String moment(String text) {
        String plain = text.strip().replace('T', ' ').replace("Z", "");
        return plain.indexOf(' ') < 0 ? plain + " 00:00:00" : plain;
    }

    private static long member(LogColumn column, String text) {
        for (int i = 0; i < column.members().size(); i++) {
            byte[] member = column.members().get(i);
            if (Arrays.equals(member, text.getBytes(StandardCharsets.UTF_8))) {
                return i + 1L;
            }
        }
        if (text.isEmpty()) {
            return 0;
        }
        throw new IllegalArgumentException("the column has no such member");
    }

    private static long members(LogColumn column, String text) {
        long mask = 0;
        for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            long member = member(column, one);
            if (member > 0) {
                mask |= 1L << (member - 1);
            }
        }
        return mask;
    }

    /** How a column is read: exactly, but no more of it than people look at. */
    private static String expression(TableColumn column) {
        String exact = ReadTable.expression(column);
        if (column.columnType().contains("mariadb-5.3")) {
            return "NULL";
        }
        return switch (column.dataType()) {
            // Their text is not what the log holds, which is bytes.
            case "uuid", "inet4", "inet6" -> "NULL";
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json" ->
                    "LEFT(" + exact + "," + LONGEST + ")";
            case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                    "LEFT(" + exact + "," + LONGEST + ")";
            default -> exact;
        };
    }
}
