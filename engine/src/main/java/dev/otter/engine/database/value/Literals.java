package dev.otter.engine.database.value;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.Cell;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonDiff;
import dev.otter.binlog.json.JsonSql;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Writes the cells of one source column as SQL for one target column, so that the target holds what
 * the source held, byte by byte.
 *
 * <p>The text is right in a session with {@code SET NAMES binary}, backslash escapes, {@code
 * time_zone='+00:00'} and {@code sql_mode='STRICT_TRANS_TABLES,STRICT_ALL_TABLES,
 * ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'}. Text that needs no conversion is inserted as bare
 * bytes, which the server checks against the column's character set but does not convert; where it
 * is compared or converted it carries its character set ({@code _latin1'…'}).
 *
 * <p>One thread: it keeps room to work in. Whether the columns fit is not checked here beyond what
 * cannot be written at all; the server refuses values that its column cannot hold.
 */
public final class Literals {
    private enum Form {
        NUMBER,
        YEAR,
        QUOTED,
        BINARY,
        TEXT,
        ENUM_NUMBER,
        ENUM_TEXT,
        SET_NUMBER,
        SET_TEXT,
        JSON,
        JSON_TEXT
    }

    private static final Set<String> NUMBERS =
            Set.of(
                    "tinyint",
                    "smallint",
                    "mediumint",
                    "int",
                    "bigint",
                    "decimal",
                    "float",
                    "double");

    private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp");

    private static final Set<String> STRINGS =
            Set.of(
                    "char",
                    "varchar",
                    "tinytext",
                    "text",
                    "mediumtext",
                    "longtext",
                    "binary",
                    "varbinary",
                    "tinyblob",
                    "blob",
                    "mediumblob",
                    "longblob");

    private static final byte[] NULL = "NULL".getBytes(StandardCharsets.US_ASCII);

    /** Above this, text is not worth writing twice for the sake of an index. */
    private static final int INDEXABLE = 64;

    private final LogColumn source;
    private final TableColumn target;
    private final Form form;
    private final boolean bareInsert;

    /**
     * Bytes of a source column of fixed length, whose cells lack zero bytes at their ends; or 0.
     */
    private final int fixed;

    private final int padTo;
    private final byte[] introducer;
    private final byte[] name;
    private final String quotedName;
    private final ByteWriter scratch = new ByteWriter(64);

    private Literals(LogColumn source, TableColumn target, Form form) {
        this.source = source;
        this.target = target;
        this.form = form;
        String charset = textCharset(source, target);
        this.bareInsert =
                form == Form.TEXT
                        && (Charsets.same(charset, target.charset())
                                || Charsets.binary(target.charset()));
        this.fixed =
                source.type().kind() == Kind.CHAR && Charsets.binary(source.charset())
                        ? source.type().size()
                        : 0;
        this.padTo = target.dataType().equals("binary") ? target.firstArgument() : fixed;
        this.introducer =
                ("_" + (charset.isEmpty() ? Charsets.BINARY : Charsets.canonical(charset)) + "'")
                        .getBytes(StandardCharsets.US_ASCII);
        this.quotedName = TableName.quote(target.name());
        this.name = quotedName.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param source the column in the log
     * @param target the column to write
     * @param targetMariadb whether the target is MariaDB, whose JSON is text
     * @throws OtterException TABLE_MISMATCH when values of the one cannot be written to the other
     */
    public static Literals of(LogColumn source, TableColumn target, boolean targetMariadb) {
        return new Literals(source, target, form(source, target, targetMariadb));
    }

    private static Form form(LogColumn source, TableColumn target, boolean mariadb) {
        return switch (source.type().kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL, BIT ->
                    Form.NUMBER;
            case YEAR -> Form.YEAR;
            case DATE, TIME, DATETIME, TIMESTAMP, OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP ->
                    Form.QUOTED;
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB ->
                    Charsets.binary(textCharset(source, target)) ? Form.BINARY : Form.TEXT;
            case ENUM, SET -> members(source, target);
            case GEOMETRY, VECTOR -> Form.BINARY;
            case JSON -> mariadb || !target.dataType().equals("json") ? Form.JSON_TEXT : Form.JSON;
            case ARRAY, NULL ->
                    throw new OtterException(
                            ErrorCode.TABLE_MISMATCH,
                            "values of the log's type " + source.type() + " cannot be written",
                            "column " + source.name(),
                            "Take the column or its table out of the pipeline.");
        };
    }

    /** Of a cell's bytes; compressed columns do not tell it, so it is the target's. */
    private static String textCharset(LogColumn source, TableColumn target) {
        return switch (source.type().kind()) {
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB ->
                    source.charset().isEmpty() ? target.charset() : source.charset();
            case ENUM, SET -> source.memberCharset();
            case JSON -> "utf8mb4";
            case GEOMETRY, VECTOR -> Charsets.BINARY;
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> "";
            case BIT, YEAR, DATE, TIME, DATETIME, TIMESTAMP -> "";
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP, ARRAY, NULL -> "";
        };
    }

    private static Form members(LogColumn source, TableColumn target) {
        boolean enumerated = source.type().kind() == Kind.ENUM;
        boolean toText = !target.charset().isEmpty() && target.members().isEmpty();
        if (Members.equal(source, target) || target.charset().isEmpty()) {
            return enumerated ? Form.ENUM_NUMBER : Form.SET_NUMBER;
        }
        if (source.members().isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISMATCH,
                    "the texts of "
                            + source.type().kind()
                            + " are not known"
                            + (toText ? ", but the target's column is text" : ""),
                    "column " + source.name(),
                    "Let the source write them (SET GLOBAL binlog_row_metadata=FULL) or give both"
                            + " columns the same type.");
        }
        return enumerated ? Form.ENUM_TEXT : Form.SET_TEXT;
    }

    /** The column in the log. */
    public LogColumn source() {
        return source;
    }

    /** The column that is written. */
    public TableColumn target() {
        return target;
    }

    /**
     * Appends a value for INSERT or for the right side of an assignment; NULL included. Not for
     * comparing.
     */
    public void insertValue(ByteWriter out, byte[] b, int offset, int length) {
        if (length < 0) {
            absent(out, length);
        } else if (form == Form.BINARY || bareInsert) {
            bytes(out, b, offset, length, fixed > 0 && !target.dataType().equals("binary"));
        } else {
            value(out, b, offset, length);
        }
    }

    /**
     * Whether the column takes the same value from a string as from the value itself, so that it
     * can be picked by a function that gives strings. Not so where numbers stand for something else
     * (bits, members of an ENUM), or an expression is needed (JSON).
     */
    public boolean survivesString() {
        String type = target.dataType();
        return switch (source.type().kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE ->
                    NUMBERS.contains(type);
            case DATE, TIME, DATETIME, TIMESTAMP -> TIMES.contains(type);
            case VARCHAR, CHAR, BLOB, COMPRESSED_VARCHAR, COMPRESSED_BLOB -> STRINGS.contains(type);
            case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP, YEAR, BIT, ENUM, SET -> false;
            case JSON, GEOMETRY, VECTOR, ARRAY, NULL -> false;
        };
    }

    /** As {@link #insertValue}, as a string; only where {@link #survivesString}. */
    public void stringValue(ByteWriter out, byte[] b, int offset, int length) {
        if (form == Form.NUMBER && length >= 0) {
            out.put('\'');
            CellFormat.append(source.type(), b, offset, length, out);
            out.put('\'');
        } else {
            insertValue(out, b, offset, length);
        }
    }

    private void absent(ByteWriter out, int length) {
        if (length == Cell.NULL) {
            out.append(NULL);
        } else if (Cell.partial(length)) {
            throw new IllegalStateException("a JSON difference is no value: " + source.name());
        } else {
            throw new IllegalStateException("the row has no value of column " + source.name());
        }
    }

    /**
     * Appends the right side of an assignment in an UPDATE: as {@link #insertValue}, and JSON
     * differences as a change of the column's own value.
     */
    public void updateValue(ByteWriter out, byte[] b, int offset, int length) {
        if (!Cell.partial(length)) {
            insertValue(out, b, offset, length);
            return;
        }
        if (form != Form.JSON) {
            throw new OtterException(
                    ErrorCode.TABLE_MISMATCH,
                    "the log holds only the difference of a JSON value, which the target's column"
                            + " of type "
                            + target.columnType()
                            + " cannot take",
                    "column " + source.name(),
                    "Clear binlog_row_value_options on the source and start behind these rows.");
        }
        JsonSql.append(quotedName, JsonDiff.read(b, offset, Cell.partialLength(length)), out);
    }

    /**
     * Appends the right side of {@code column = …} for a key: equal as the target's column
     * compares. The cell must have a value.
     */
    public void whereValue(ByteWriter out, byte[] b, int offset, int length) {
        if (length < 0) {
            throw new IllegalStateException("no value to look for in column " + source.name());
        }
        if (form == Form.BINARY || form == Form.TEXT && Charsets.binary(target.charset())) {
            bytes(out, b, offset, length, true);
        } else if (form == Form.SET_NUMBER) {
            // Servers compare a SET as a signed number, although they store it as an unsigned one.
            out.decimal(Bytes.unsigned(b, offset, length));
        } else {
            value(out, b, offset, length);
        }
    }

    /**
     * Appends a condition that holds for rows with exactly this cell, NULL included: for rows that
     * no key identifies. Stricter than the column's own comparison, which may take capital for
     * small letters.
     */
    public void matchCondition(ByteWriter out, byte[] b, int offset, int length) {
        if (length == Cell.NULL) {
            out.append(name).ascii(" IS NULL");
            return;
        }
        if (source.type().kind() == Kind.VECTOR) {
            // Vectors refuse to be compared; their bytes do not.
            out.ascii("HEX(").append(name).ascii(")='").hex(b, offset, length).put('\'');
            return;
        }
        boolean text = !target.charset().isEmpty() && !Charsets.binary(target.charset());
        boolean exact = text && (form == Form.TEXT || form == Form.BINARY);
        if (!exact) {
            out.append(name).put('=');
            whereValue(out, b, offset, length);
            return;
        }
        if (length <= INDEXABLE && form == Form.TEXT) {
            out.append(name).put('=');
            whereValue(out, b, offset, length);
            out.ascii(" AND ");
        }
        out.ascii("CAST(").append(name).ascii(" AS BINARY)=");
        if (form == Form.BINARY || bareInsert) {
            bytes(out, b, offset, length, false);
        } else {
            out.ascii("CAST(CONVERT(");
            whereValue(out, b, offset, length);
            out.ascii(" USING ").ascii(target.charset()).ascii(") AS BINARY)");
        }
    }

    /**
     * Whether the value can only be written where errors in values are warnings: the invalid ENUM
     * value '' (number 0), which strict mode refuses.
     */
    public boolean needsRelaxedMode(byte[] b, int offset, int length) {
        return length > 0
                && (form == Form.ENUM_NUMBER || form == Form.ENUM_TEXT)
                && target.dataType().equals("enum")
                && Bytes.unsigned(b, offset, length) == 0;
    }

    /** Whether {@link #needsRelaxedMode} can ever answer yes. */
    public boolean mayNeedRelaxedMode() {
        return source.type().kind() == Kind.ENUM && target.dataType().equals("enum");
    }

    private void value(ByteWriter out, byte[] b, int offset, int length) {
        switch (form) {
            case NUMBER, ENUM_NUMBER, SET_NUMBER ->
                    CellFormat.append(source.type(), b, offset, length, out);
            case YEAR, QUOTED -> {
                out.put('\'');
                CellFormat.append(source.type(), b, offset, length, out);
                out.put('\'');
            }
            case BINARY -> bytes(out, b, offset, length, false);
            case TEXT -> {
                out.append(introducer);
                escaped(out, b, offset, length);
                out.put('\'');
            }
            case ENUM_TEXT -> enumText(out, (int) Bytes.unsigned(b, offset, length));
            case SET_TEXT -> setText(out, Bytes.unsigned(b, offset, length));
            case JSON -> JsonSql.append(new JsonBinary(b, offset, length), out);
            case JSON_TEXT -> jsonText(out, b, offset, length);
        }
    }

    private void bytes(ByteWriter out, byte[] b, int offset, int length, boolean padded) {
        out.put('\'');
        escaped(out, b, offset, length);
        if (padded) {
            for (int i = length; i < padTo; i++) {
                out.put('\\').put('0');
            }
        }
        out.put('\'');
    }

    private void escaped(ByteWriter out, byte[] b, int offset, int length) {
        Kind kind = source.type().kind();
        if (kind == Kind.COMPRESSED_VARCHAR || kind == Kind.COMPRESSED_BLOB) {
            scratch.clear();
            CellFormat.append(source.type(), b, offset, length, scratch);
            Escape.append(scratch.array(), 0, scratch.length(), out);
        } else {
            Escape.append(b, offset, length, out);
        }
    }

    private void enumText(ByteWriter out, int number) {
        if (number == 0) {
            out.ascii(target.dataType().equals("enum") ? "0" : "''");
            return;
        }
        if (number > source.members().size()) {
            throw noMember(number);
        }
        byte[] member = source.members().get(number - 1);
        out.append(introducer);
        Escape.append(member, 0, member.length, out);
        out.put('\'');
    }

    private void setText(ByteWriter out, long mask) {
        if (mask == 0) {
            out.ascii("''");
            return;
        }
        if (64 - Long.numberOfLeadingZeros(mask) > source.members().size()) {
            throw noMember(64 - Long.numberOfLeadingZeros(mask));
        }
        out.ascii("CONCAT_WS(_ascii','");
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            byte[] member = source.members().get(Long.numberOfTrailingZeros(rest));
            out.put(',').append(introducer);
            Escape.append(member, 0, member.length, out);
            out.put('\'');
        }
        out.put(')');
    }

    private OtterException noMember(int number) {
        return new OtterException(
                ErrorCode.SHAPE_MISMATCH,
                "the log holds member " + number + " of " + source.members().size(),
                "column " + source.name(),
                "The source's table was changed; let the source write full metadata"
                        + " (SET GLOBAL binlog_row_metadata=FULL).");
    }

    private void jsonText(ByteWriter out, byte[] b, int offset, int length) {
        scratch.clear();
        JsonText.append(new JsonBinary(b, offset, length), scratch);
        out.append(introducer);
        Escape.append(scratch.array(), 0, scratch.length(), out);
        out.put('\'');
    }
}
