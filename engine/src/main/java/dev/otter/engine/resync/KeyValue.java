package dev.otter.engine.resync;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.CharsetText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The value of one key column as a request writes it.
 *
 * @param literal as SQL for the source, in the column's own character set and collation
 * @param cell as the log would hold it
 */
record KeyValue(String literal, byte[] cell) {

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException when it is no value of the column; the message tells what
     *     was expected and not the value
     */
    static KeyValue of(TableColumn column, LogColumn logged, String text) {
        try {
            return switch (column.dataType()) {
                case "tinyint", "smallint", "mediumint", "int", "bigint", "year" ->
                        number(logged, text, "[+-]?\\d{1,20}", "a whole number");
                case "decimal" ->
                        number(logged, text, "[+-]?\\d{1,65}(\\.\\d{1,38})?", "a decimal number");
                case "bit" -> bits(logged, text);
                case "date", "time", "datetime", "timestamp" -> moment(logged, text);
                case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                        words(column, text);
                case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                        bytes(column, text);
                case "enum" -> member(column, logged, text);
                default ->
                        throw new IllegalArgumentException(
                                "a key of type " + column.columnType() + " cannot be looked for");
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "the value for column " + column.name() + ": " + e.getMessage(), e);
        }
    }

    private static KeyValue number(LogColumn logged, String text, String form, String what) {
        String digits = text.strip();
        if (!digits.matches(form)) {
            throw new IllegalArgumentException("is not " + what);
        }
        return new KeyValue(digits, cell(logged, digits));
    }

    private static byte[] cell(LogColumn logged, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        ByteWriter out = new ByteWriter(16);
        new CellText(logged).append(ascii, 0, ascii.length, out);
        return out.toByteArray();
    }

    private static KeyValue bits(LogColumn logged, String text) {
        String digits = text.strip();
        int size = logged.type().size();
        if (!digits.matches("\\d{1,20}") || new BigInteger(digits).bitLength() > size) {
            throw new IllegalArgumentException("is no number of " + size + " bits");
        }
        byte[] cell = new byte[(size + 7) / 8];
        long value = Long.parseUnsignedLong(digits);
        for (int i = 0; i < cell.length; i++) {
            cell[cell.length - 1 - i] = (byte) (value >>> 8 * i);
        }
        return new KeyValue(digits, cell);
    }

    private static KeyValue moment(LogColumn logged, String text) {
        String given = text.strip();
        if (!given.matches("-?[0-9: .-]{5,26}")) {
            throw new IllegalArgumentException("is no date or time");
        }
        return new KeyValue("'" + given + "'", cell(logged, given));
    }

    private static KeyValue words(TableColumn column, String text) {
        String kept = column.dataType().equals("char") ? text.stripTrailing() : text;
        byte[] cell =
                CharsetText.encode(kept, column.charset())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "cannot be written in character set " + column.charset()));
        String literal =
                "_%s x'%s' COLLATE %s"
                        .formatted(
                                column.charset(),
                                HexFormat.of().formatHex(cell),
                                column.collation());
        return new KeyValue(literal, cell);
    }

    /** Hexadecimal behind {@code 0x}, else the bytes of the text in UTF-8. */
    private static KeyValue bytes(TableColumn column, String text) {
        boolean hex = text.toLowerCase(Locale.ROOT).matches("0x([0-9a-f]{2})*");
        byte[] given =
                hex
                        ? HexFormat.of().parseHex(text.substring(2))
                        : text.getBytes(StandardCharsets.UTF_8);
        boolean fixed = column.dataType().equals("binary");
        int length = given.length;
        while (fixed && length > 0 && given[length - 1] == 0) {
            length--;
        }
        byte[] cell = Arrays.copyOf(given, length);
        byte[] stored = fixed ? Arrays.copyOf(cell, column.firstArgument()) : cell;
        return new KeyValue("x'" + HexFormat.of().formatHex(stored) + "'", cell);
    }

    private static KeyValue member(TableColumn column, LogColumn logged, String text) {
        int place = column.members().indexOf(text);
        if (place < 0) {
            throw new IllegalArgumentException("is no member of the column");
        }
        String literal =
                "_utf8mb4 x'"
                        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                        + "'";
        return new KeyValue(literal, cell(logged, Integer.toString(place + 1)));
    }
}
