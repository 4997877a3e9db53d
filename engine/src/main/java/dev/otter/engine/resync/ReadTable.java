package dev.otter.engine.resync;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.json.JsonCell;
import dev.otter.binlog.json.LongJsonTimeException;
import dev.otter.binlog.json.TypedJson;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How rows of one source table are read by their key. Immutable. */
final class ReadTable {
    private static final int UNTYPED = -1;
    private static final ColumnType BYTES = new ColumnType(Kind.BLOB, Sign.UNKNOWN, 0, 0);

    private final TargetTable table;
    private final boolean typedJson;
    private final SourceTable shape;
    private final List<CellText> cells;

    /** Places of the key's columns in the table's order, which is that of PK_DATA. */
    private final int[] key;

    /** For each column which value of the answer tells the types inside its document. */
    private final int[] types;

    private final String head;

    private ReadTable(TargetTable table, int[] key, String index, boolean typedJson) {
        this.table = table;
        this.key = key;
        this.typedJson = typedJson;
        List<LogColumn> plain = LogColumns.of(table);
        List<LogColumn> columns = new ArrayList<>();
        List<String> read =
                new ArrayList<>(table.columns().stream().map(ReadTable::expression).toList());
        this.types = new int[plain.size()];
        for (int i = 0; i < plain.size(); i++) {
            TableColumn column = table.columns().get(i);
            boolean typed = typedJson && plain.get(i).type().kind() == Kind.JSON;
            types[i] = typed ? read.size() : UNTYPED;
            if (typed) {
                read.add(
                        TypedJson.types(
                                table.name().quoted() + "." + TableName.quote(column.name())));
            }
            columns.add(read(plain.get(i), column, typed));
        }
        this.shape = new SourceTable(table.name(), columns, true);
        this.cells = columns.stream().map(CellText::new).toList();
        this.head =
                "SELECT "
                        + String.join(",", read)
                        + " FROM "
                        + table.name().quoted()
                        + " FORCE INDEX ("
                        + TableName.quote(index)
                        + ") WHERE ";
    }

    /**
     * The table as it is now, for its keys; documents would be read as text.
     *
     * @throws OtterException RESYNC_TABLE_UNUSABLE when its rows cannot be read again
     */
    static ReadTable of(TargetTable table) {
        return of(table, false);
    }

    /**
     * The table as it is now.
     *
     * @param typedJson whether the source tells the types of values inside of documents
     * @throws OtterException RESYNC_TABLE_UNUSABLE when its rows cannot be read again
     */
    static ReadTable of(TargetTable table, boolean typedJson) {
        if (!table.transactional()) {
            throw unusable(table, "its engine " + table.engine() + " has no transactions");
        }
        TableIndex index =
                table.rowKey()
                        .filter(TableIndex::plain)
                        .orElseThrow(() -> unusable(table, "it has no key that finds one row"));
        for (TableColumn column : table.columns()) {
            boolean old = column.columnType().contains("mariadb-5.3");
            boolean text =
                    switch (column.dataType()) {
                        case "uuid", "inet4", "inet6" -> true;
                        default -> false;
                    };
            if (old || text) {
                throw unusable(
                        table, "column " + column.name() + " is of type " + column.columnType());
            }
        }
        int[] key = index.parts().stream().mapToInt(TableIndex.Part::column).sorted().toArray();
        return new ReadTable(table, key, index.name(), typedJson);
    }

    static OtterException unusable(TargetTable table, String why) {
        return new OtterException(
                ErrorCode.RESYNC_TABLE_UNUSABLE,
                "rows of " + table.name() + " cannot be read again: " + why,
                "source table " + table.name(),
                "Compare it with 'otter check' and copy what differs by hand.");
    }

    /** As {@link LogColumns}, with the sizes that make cells whole; untyped JSON is text. */
    static LogColumn read(LogColumn column, TableColumn table, boolean typed) {
        ColumnType type = column.type();
        int first = Math.max(0, table.firstArgument());
        ColumnType sized =
                switch (type.kind()) {
                    case DECIMAL -> sized(type, first, Math.max(0, table.secondArgument()));
                    case TIME, DATETIME, TIMESTAMP -> sized(type, 0, first);
                    case BIT -> sized(type, Math.max(1, first), 0);
                    case CHAR -> sized(type, table.charset().equals("binary") ? first : 0, 0);
                    case ENUM -> sized(type, table.members().size() < 256 ? 1 : 2, 0);
                    case SET -> sized(type, setBytes(table), 0);
                    case JSON -> typed ? sized(type, Integer.BYTES, 0) : BYTES;
                    case COMPRESSED_VARCHAR, COMPRESSED_BLOB -> BYTES;
                    case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE -> type;
                    case YEAR, DATE, OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP -> type;
                    case VARCHAR, BLOB, GEOMETRY, VECTOR, ARRAY, NULL -> type;
                };
        boolean text = type.kind() == Kind.JSON && !typed;
        String charset = text ? "utf8mb4" : column.charset();
        return new LogColumn(
                column.name(),
                sized,
                charset,
                column.members(),
                column.memberCharset(),
                column.generated());
    }

    private static ColumnType sized(ColumnType type, int size, int scale) {
        return new ColumnType(type.kind(), type.sign(), size, scale);
    }

    private static int setBytes(TableColumn column) {
        int bytes = (column.members().size() + 7) / 8;
        return bytes > 4 ? 8 : bytes;
    }

    /** How a column is read so that nothing of its value is lost. */
    static String expression(TableColumn column) {
        String name = TableName.quote(column.name());
        return switch (column.dataType()) {
            // As text a FLOAT has six digits only; as DOUBLE it has all. Times one keeps -0.
            case "float" -> "(" + name + "*1e0)";
            case "enum", "set" -> "CAST(" + name + " AS UNSIGNED)";
            default -> name;
        };
    }

    /** The table as it was when asked. */
    TargetTable table() {
        return table;
    }

    /** Whether documents are read with the types of their values. */
    boolean typedJson() {
        return typedJson;
    }

    /** The shape of the rows that it gives. */
    SourceTable shape() {
        return shape;
    }

    /** Places of the key's columns in the table's order; not to be changed. */
    int[] key() {
        return key;
    }

    /** The beginning of the statement that reads a row, up to its condition. */
    String head() {
        return head;
    }

    /** Names of the key's columns, in the order of PK_DATA. */
    List<String> keyNames() {
        return Arrays.stream(key).mapToObj(i -> table.columns().get(i).name()).toList();
    }

    /**
     * The values of a request's key.
     *
     * @throws IllegalArgumentException when they do not fit the key
     */
    List<KeyValue> key(String keyData) {
        List<String> parts = KeyData.split(keyData, key.length);
        List<KeyValue> values = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            TableColumn column = table.columns().get(key[i]);
            values.add(KeyValue.of(column, shape.columns().get(key[i]), parts.get(i)));
        }
        return values;
    }

    /** The statement that reads one row, waits for its writer and holds it. */
    String select(List<KeyValue> values) {
        StringBuilder sql = new StringBuilder(head);
        for (int i = 0; i < key.length; i++) {
            sql.append(i == 0 ? "" : " AND ")
                    .append(TableName.quote(table.columns().get(key[i]).name()))
                    .append('=')
                    .append(values.get(i).literal());
        }
        return sql.append(" LOCK IN SHARE MODE").toString();
    }

    /**
     * A row that was found.
     *
     * @throws IllegalArgumentException when a value cannot be told with certainty; the message
     *     begins with its column
     */
    RowChanges present(byte[] buffer, int[] offsets, int[] lengths) {
        ByteWriter out = new ByteWriter(64);
        int[] cellOffsets = new int[cells.size()];
        int[] cellLengths = new int[cells.size()];
        for (int i = 0; i < cellOffsets.length; i++) {
            cellOffsets[i] = out.length();
            if (lengths[i] < 0) {
                cellLengths[i] = RowChanges.NULL;
            } else {
                if (types[i] == UNTYPED) {
                    cells.get(i).append(buffer, offsets[i], lengths[i], out);
                } else {
                    document(i, buffer, offsets, lengths, out);
                }
                cellLengths[i] = out.length() - cellOffsets[i];
            }
        }
        return row(ChangeKind.INSERT, out.toByteArray(), cellOffsets, cellLengths);
    }

    /** A document as the log would hold it. */
    private void document(int column, byte[] buffer, int[] offsets, int[] lengths, ByteWriter out) {
        int told = types[column];
        try {
            JsonCell.append(
                    new TypedJson(
                            buffer,
                            offsets[column],
                            lengths[column],
                            buffer,
                            offsets[told],
                            lengths[told]),
                    out);
        } catch (LongJsonTimeException e) {
            throw unsure(
                    column,
                    "a JSON document holds " + e.getMessage() + ", and might mean otherwise",
                    e);
        } catch (BinlogFormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unsure(
                    column,
                    "the source tells of a JSON document other types than its text has: "
                            + e.getMessage(),
                    e);
        }
    }

    private IllegalArgumentException unsure(int column, String why, RuntimeException cause) {
        return new IllegalArgumentException(
                "column " + table.columns().get(column).name() + ": " + why, cause);
    }

    /** A row that is not there. */
    RowChanges gone(List<KeyValue> values) {
        int[] cellOffsets = new int[cells.size()];
        int[] cellLengths = new int[cells.size()];
        Arrays.fill(cellLengths, RowChanges.ABSENT);
        ByteWriter out = new ByteWriter(64);
        for (int i = 0; i < key.length; i++) {
            byte[] cell = values.get(i).cell();
            cellOffsets[key[i]] = out.length();
            cellLengths[key[i]] = cell.length;
            out.append(cell);
        }
        return row(ChangeKind.DELETE, out.toByteArray(), cellOffsets, cellLengths);
    }

    private RowChanges row(ChangeKind kind, byte[] bytes, int[] offsets, int[] lengths) {
        return new RowChanges(
                kind, shape, shape.name(), false, new RowChanges.Cells(bytes, offsets, lengths));
    }
}
