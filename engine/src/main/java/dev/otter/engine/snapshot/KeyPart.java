package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.database.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A key's column by which a table is walked: how it is read, and how a value read becomes a literal
 * that the source compares as it compares the column itself. Immutable.
 *
 * @param column the source's column
 * @param form how its values are written
 */
record KeyPart(TableColumn column, Form form) {

    enum Form {
        NUMBER,
        TIME,
        TEXT,
        BYTES
    }

    /** Empty for columns whose order or equality is not safe to walk by. */
    static Optional<KeyPart> of(TableColumn column) {
        return form(column.dataType()).map(form -> new KeyPart(column, form));
    }

    private static Optional<Form> form(String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year" ->
                    Optional.of(Form.NUMBER);
            case "bit", "enum", "set" -> Optional.of(Form.NUMBER);
            case "date", "time", "datetime", "timestamp", "uuid", "inet4", "inet6" ->
                    Optional.of(Form.TIME);
            case "char", "varchar" -> Optional.of(Form.TEXT);
            case "binary", "varbinary" -> Optional.of(Form.BYTES);
            default -> Optional.empty();
        };
    }

    /** Whether ranges of it can be cut by arithmetic. */
    boolean integer() {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> true;
            default -> false;
        };
    }

    /** The value as a literal. */
    String literal(byte[] buffer, int offset, int length) {
        return switch (form) {
            case NUMBER -> new String(buffer, offset, length, StandardCharsets.US_ASCII);
            case TIME -> "'" + new String(buffer, offset, length, StandardCharsets.US_ASCII) + "'";
            case TEXT -> "_" + column.charset() + " " + hex(buffer, offset, length);
            case BYTES -> hex(buffer, offset, length);
        };
    }

    private static String hex(byte[] buffer, int offset, int length) {
        ByteWriter text = new ByteWriter(2 * length + 3);
        text.ascii("X'").hex(buffer, offset, length).put('\'');
        return text.toString();
    }
}
