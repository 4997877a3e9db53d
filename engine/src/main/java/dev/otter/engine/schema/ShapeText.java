package dev.otter.engine.schema;

import dev.otter.binlog.row.ColumnType;
import dev.otter.engine.database.LogColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text in which a shape is kept: its character set, then one line for each column with name,
 * type, sign, character set, {@code g} for generated, and the texts of an ENUM or SET, divided by
 * tabs. Stateless.
 */
final class ShapeText {
    private static final String MEMBERS = "utf8mb4";

    private ShapeText() {}

    static String write(TableShape shape) {
        StringBuilder text = new StringBuilder(shape.charset());
        for (LogColumn column : shape.columns()) {
            text.append('\n').append(escaped(column.name()));
            text.append('\t').append(column.type().kind());
            text.append('\t').append(column.type().sign());
            text.append('\t').append(column.charset());
            text.append('\t').append(column.generated() ? "g" : "");
            for (byte[] member : column.members()) {
                text.append('\t').append(escaped(new String(member, StandardCharsets.UTF_8)));
            }
        }
        return text.toString();
    }

    /**
     * Reads what {@link #write} gave.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static TableShape read(String text) {
        String[] lines = text.split("\n", -1);
        List<LogColumn> columns = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            columns.add(column(lines[i]));
        }
        return new TableShape(lines[0], columns);
    }

    private static LogColumn column(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length < 5) {
            throw new IllegalArgumentException("'" + line + "' is not a column");
        }
        ColumnType type =
                new ColumnType(
                        ColumnType.Kind.valueOf(cells[1]), ColumnType.Sign.valueOf(cells[2]), 0, 0);
        List<byte[]> members =
                Arrays.stream(cells, 5, cells.length)
                        .map(cell -> plain(cell).getBytes(StandardCharsets.UTF_8))
                        .toList();
        boolean memberType =
                type.kind() == ColumnType.Kind.ENUM || type.kind() == ColumnType.Kind.SET;
        return new LogColumn(
                plain(cells[0]),
                type,
                cells[3],
                members,
                memberType ? MEMBERS : "",
                cells[4].equals("g"));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static String plain(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 't' ? '\t' : next == 'n' ? '\n' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
