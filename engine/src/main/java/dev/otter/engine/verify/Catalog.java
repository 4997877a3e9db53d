package dev.otter.engine.verify;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads which tables a server has. System schemas are left out, and so are views. */
final class Catalog {
    private Catalog() {}

    static SortedMap<TableName, TableShape> read(MysqlConnection connection) {
        return read(connection, where());
    }

    /** One table; empty when there is none of that name. */
    static Optional<TableShape> find(MysqlConnection connection, TableName table) {
        SortedMap<TableName, TableShape> found =
                read(
                        connection,
                        " AND TABLE_SCHEMA = "
                                + literal(table.database())
                                + " AND TABLE_NAME = "
                                + literal(table.table()));
        return Optional.ofNullable(found.get(table));
    }

    private static SortedMap<TableName, TableShape> read(MysqlConnection connection, String which) {
        Map<TableName, List<ColumnShape>> columns = columns(connection, which);
        Map<TableName, List<String>> keys = keys(connection, which);
        QueryResult tables =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, COALESCE(TABLE_ROWS, 0)"
                                + " FROM information_schema.TABLES"
                                + " WHERE TABLE_TYPE = 'BASE TABLE'"
                                + which);
        SortedMap<TableName, TableShape> shapes = new TreeMap<>();
        for (int row = 0; row < tables.size(); row++) {
            TableName name = new TableName(tables.string(row, 0), tables.string(row, 1));
            shapes.put(
                    name,
                    new TableShape(
                            name,
                            columns.getOrDefault(name, List.of()),
                            keys.getOrDefault(name, List.of()),
                            tables.number(row, 2)));
        }
        return shapes;
    }

    /** Those of the tables that exist; each is asked for alone, which no server finds hard. */
    static Set<TableName> present(MysqlConnection connection, List<TableName> tables) {
        Set<TableName> present = new HashSet<>();
        for (TableName table : tables) {
            QueryResult found =
                    connection.query(
                            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                                    + literal(table.database())
                                    + " AND TABLE_NAME = "
                                    + literal(table.table()));
            if (found.size() > 0) {
                present.add(table);
            }
        }
        return present;
    }

    /** A text for SQL in hexadecimal, so that no SQL mode can read it otherwise. */
    private static String literal(String text) {
        return "CONVERT(0x"
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                + " USING utf8mb4)";
    }

    private static String where() {
        return TablePattern.SYSTEM_SCHEMAS.stream()
                .sorted()
                .map(schema -> "'" + schema + "'")
                .collect(Collectors.joining(", ", " AND TABLE_SCHEMA NOT IN (", ")"));
    }

    private static Map<TableName, List<ColumnShape>> columns(
            MysqlConnection connection, String which) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, DATA_TYPE,"
                                + " COALESCE(CHARACTER_SET_NAME, ''), IS_NULLABLE"
                                + " FROM information_schema.COLUMNS WHERE 1 = 1"
                                + which
                                + " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION");
        boolean oldJson =
                !connection.serverVersion().mariaDb()
                        && !connection.serverVersion().mysqlAtLeast(8, 0, 0);
        Map<TableName, List<ColumnShape>> columns = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            ColumnShape column =
                    new ColumnShape(
                            rows.string(row, 2),
                            rows.string(row, 3),
                            rows.string(row, 4).toLowerCase(Locale.ROOT),
                            rows.string(row, 5),
                            rows.string(row, 6).equals("YES"),
                            oldJson && rows.string(row, 4).equalsIgnoreCase("json"));
            columns.computeIfAbsent(table(rows, row), _ -> new ArrayList<>()).add(column);
        }
        return columns;
    }

    /**
     * The first key in the order primary key, then by name; keys with a NULL column do not count.
     */
    private static Map<TableName, List<String>> keys(MysqlConnection connection, String which) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NULLABLE"
                                + " FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0"
                                + which
                                + " ORDER BY TABLE_SCHEMA, TABLE_NAME,"
                                + " INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX");
        Map<TableName, List<String>> keys = new HashMap<>();
        int row = 0;
        while (row < rows.size()) {
            TableName table = table(rows, row);
            String index = rows.string(row, 2);
            List<String> columns = new ArrayList<>();
            boolean usable = true;
            while (row < rows.size()
                    && table(rows, row).equals(table)
                    && rows.string(row, 2).equals(index)) {
                String column = rows.string(row, 3);
                usable &= column != null && !"YES".equals(rows.string(row, 4));
                columns.add(column);
                row++;
            }
            if (usable) {
                keys.putIfAbsent(table, columns);
            }
        }
        return keys;
    }

    private static TableName table(QueryResult rows, int row) {
        return new TableName(rows.string(row, 0), rows.string(row, 1));
    }
}
