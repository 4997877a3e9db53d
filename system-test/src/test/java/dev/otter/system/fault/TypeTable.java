package dev.otter.system.fault;

import dev.otter.testkit.workload.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the kit's types, {@code id INT PRIMARY KEY} and a column for each type, as a server
 * describes it. Rows below {@link #HOT} rest, unless somebody corrupts them.
 *
 * @param database it is in
 * @param name without the database
 * @param columns those that can be written, without the key
 */
record TypeTable(String database, String name, List<Column> columns) {
    /** Ids from here on are written all the time. */
    static final int HOT = 1_000_000;

    /**
     * A column that can be written.
     *
     * @param type as the server's catalog names it, such as {@code int} or {@code geometry}
     */
    record Column(String name, String type) {
        /** A condition that is true only when both rows have unlike values. */
        String unlike(String one, String other) {
            String texts = "NOT (" + text(one) + " <=> " + text(other) + ")";
            // Documents with 1 and 1.0 are spelled unlike and are alike.
            return type.equals("json")
                    ? texts + " AND NOT (" + named(one) + " <=> " + named(other) + ")"
                    : texts;
        }

        private String named(String alias) {
            return alias + "." + SqlText.name(name);
        }

        private String text(String alias) {
            String column = named(alias);
            return switch (type) {
                case "geometry",
                        "point",
                        "linestring",
                        "polygon",
                        "multipoint",
                        "multilinestring",
                        "multipolygon",
                        "geomcollection",
                        "geometrycollection" ->
                        "HEX(ST_AsBinary(" + column + "))";
                default -> "HEX(CONCAT(" + column + "))";
            };
        }
    }

    TypeTable {
        columns = List.copyOf(columns);
    }

    /** All tables of the database that have a column {@code id}. */
    static List<TypeTable> of(Connection connection, String database) throws SQLException {
        List<TypeTable> all = new ArrayList<>();
        for (String name :
                column(
                        connection,
                        "SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='"
                                + database
                                + "' AND COLUMN_NAME='id' ORDER BY 1")) {
            all.add(new TypeTable(database, name, columns(connection, database, name)));
        }
        return all;
    }

    private static List<Column> columns(Connection connection, String database, String name)
            throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement ask =
                connection.prepareStatement(
                        "SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE"
                                + " TABLE_SCHEMA=? AND TABLE_NAME=? AND COLUMN_NAME<>'id' AND EXTRA"
                                + " NOT LIKE '%GENERATED' ORDER BY ORDINAL_POSITION")) {
            ask.setString(1, database);
            ask.setString(2, name);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return columns;
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    String qualified() {
        return SqlText.name(database) + "." + SqlText.name(name);
    }

    /** Ids of the rows that rest. */
    List<Integer> resting(Connection connection) throws SQLException {
        return column(
                        connection,
                        "SELECT id FROM " + qualified() + " WHERE id<" + HOT + " ORDER BY id")
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** Writes a row with another row's values; {@code verb} is INSERT or REPLACE. */
    String copy(String verb, int from, int to) {
        return copies(verb, Integer.toString(to), "id=" + from);
    }

    /** Doubles all rows that rest, each under an id that is greater by so much. */
    String copyAll(int further) {
        return copies("INSERT", "id+" + further, "id<" + Math.min(further, HOT));
    }

    private String copies(String verb, String id, String where) {
        String names =
                columns.stream()
                        .map(column -> "," + SqlText.name(column.name()))
                        .collect(Collectors.joining());
        return "%s INTO %s (id%s) SELECT %s%s FROM %s WHERE %s"
                .formatted(verb, qualified(), names, id, names, qualified(), where);
    }
}
