package dev.otter.engine.verify.online;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.verify.RowLayout;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** Writes the statements that read one table of a pair by its key. Immutable. */
final class KeySql {
    private final RowLayout layout;
    private final SharedKey.SideKey side;
    private final String head;

    KeySql(RowLayout layout, SharedKey.SideKey side) {
        this.layout = layout;
        this.side = side;
        this.head =
                layout.select(side.table())
                        + " FORCE INDEX ("
                        + TableName.quote(side.index())
                        + ")";
    }

    TableName table() {
        return side.table();
    }

    /**
     * The next rows in the server's own order of the key.
     *
     * @param after behind this key; empty from the start
     * @param upTo this key at most; empty to the end
     */
    String page(Optional<RowKey> after, Optional<RowKey> upTo, int rows) {
        StringJoiner where = new StringJoiner(" AND ", " WHERE ", "").setEmptyValue("");
        after.ifPresent(key -> where.add(beyond(key, ">", false)));
        upTo.ifPresent(key -> where.add(beyond(key, "<", true)));
        StringJoiner order = new StringJoiner(", ", " ORDER BY ", "");
        side.columns().forEach(column -> order.add(TableName.quote(column.name())));
        return head + where + order + " LIMIT " + rows;
    }

    /**
     * Row comparison written out, {@code a >= 1 AND (a > 1 OR (a = 1 AND b > 2))}: servers use an
     * index for it.
     */
    private String beyond(RowKey key, String than, boolean orEqual) {
        int last = key.size() - 1;
        StringJoiner ways = new StringJoiner(" OR ", "(", ")");
        for (int i = 0; i <= last; i++) {
            StringJoiner way = new StringJoiner(" AND ", "(", ")");
            for (int before = 0; before < i; before++) {
                way.add(compared(before, "=", key));
            }
            way.add(compared(i, i == last && orEqual ? than + "=" : than, key));
            ways.add(way.toString());
        }
        return last == 0 ? ways.toString() : compared(0, than + "=", key) + " AND " + ways;
    }

    /** The rows that have one of these keys as the table compares, which may be more than asked. */
    String list(Collection<RowKey> keys) {
        if (side.columns().size() == 1) {
            StringJoiner values = new StringJoiner(", ", " IN (", ")");
            keys.forEach(key -> values.add(literal(0, key)));
            return head + " WHERE " + TableName.quote(side.columns().getFirst().name()) + values;
        }
        StringJoiner ways = new StringJoiner(" OR ", " WHERE ", "");
        for (RowKey key : keys) {
            StringJoiner way = new StringJoiner(" AND ", "(", ")");
            for (int i = 0; i < key.size(); i++) {
                way.add(compared(i, "=", key));
            }
            ways.add(way.toString());
        }
        return head + ways;
    }

    private String compared(int index, String operator, RowKey key) {
        return TableName.quote(side.columns().get(index).name())
                + " "
                + operator
                + " "
                + literal(index, key);
    }

    /** The key for a repair. */
    List<Finding.KeyValue> values(RowKey key) {
        return IntStream.range(0, key.size())
                .mapToObj(i -> new Finding.KeyValue(side.columns().get(i).name(), literal(i, key)))
                .toList();
    }

    /** The key for people, {@code a='Anna' b=2}. */
    String text(RowKey key) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < key.size(); i++) {
            TableColumn column = side.columns().get(i);
            boolean words = column.dataType().equals("char") || column.dataType().equals("varchar");
            String plain = new String(key.cell(i), StandardCharsets.UTF_8);
            boolean readable = words && plain.codePoints().noneMatch(KeySql::unreadable);
            text.add(column.name() + "=" + (readable ? "'" + plain + "'" : literal(i, key)));
        }
        return text.toString();
    }

    private static boolean unreadable(int codePoint) {
        return codePoint == 0xFFFD || Character.isISOControl(codePoint);
    }

    private String literal(int index, RowKey key) {
        TableColumn column = side.columns().get(index);
        byte[] cell = key.cell(index);
        String hex = "x'" + HexFormat.of().formatHex(cell) + "'";
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year" ->
                    ascii(cell);
            case "float", "double" -> ascii(cell);
            case "date", "time", "datetime", "timestamp", "uuid", "inet4", "inet6" ->
                    "'" + ascii(cell) + "'";
            case "bit" -> "CAST(0x" + HexFormat.of().formatHex(cell) + " AS UNSIGNED)";
            case "char", "varchar" -> text(column, hex, layout.converted(layout.key()[index]));
            default -> hex;
        };
    }

    private static String text(TableColumn column, String hex, boolean converted) {
        return converted
                ? "CONVERT(_utf8mb4 "
                        + hex
                        + " USING "
                        + column.charset()
                        + ") COLLATE "
                        + column.collation()
                : "_" + column.charset() + " " + hex;
    }

    private static String ascii(byte[] cell) {
        return new String(cell, StandardCharsets.US_ASCII);
    }
}
