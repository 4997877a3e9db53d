package dev.otter.testkit.compare;

import dev.otter.testkit.compare.TableShape.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how tables are made from the information schema. With {@code exact} all is told as the
 * server tells it; without, what releases tell differently is brought to one form or left out.
 */
final class SchemaReader {
    private static final String TABLES =
            """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
            ORDER BY table_name\
            """;
    private static final String TABLE =
            """
            SELECT engine, table_collation FROM information_schema.tables
            WHERE table_schema = ? AND table_name = ?\
            """;
    private static final String COLUMNS =
            """
            SELECT column_name, data_type, column_type, is_nullable, column_default, extra,
                   character_set_name, collation_name, generation_expression, column_comment
            FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position\
            """;
    private static final String INDEXES =
            """
            SELECT index_name, non_unique, column_name, sub_part, index_type
            FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? ORDER BY index_name, seq_in_index\
            """;

    private final Connection connection;
    private final boolean exact;

    SchemaReader(Connection connection, boolean exact) {
        this.connection = connection;
        this.exact = exact;
    }

    List<String> tables(String database) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    Optional<TableShape> read(String database, String table) throws SQLException {
        Map<String, String> facets = facets(database, table);
        if (facets.isEmpty()) {
            return Optional.empty();
        }
        List<String> primaryKey = new ArrayList<>();
        Map<String, String> indexes = indexes(database, table, primaryKey);
        return Optional.of(
                new TableShape(facets, columns(database, table), indexes, List.copyOf(primaryKey)));
    }

    private Map<String, String> facets(String database, String table) throws SQLException {
        Map<String, String> facets = new LinkedHashMap<>();
        try (PreparedStatement statement = prepare(TABLE, database, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                facets.put("engine", rows.getString(1));
                if (exact) {
                    facets.put("collation", rows.getString(2));
                }
            }
        }
        return facets;
    }

    private List<Column> columns(String database, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = prepare(COLUMNS, database, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(
                        new Column(
                                rows.getString(1),
                                rows.getString(2).toLowerCase(Locale.ROOT),
                                rows.getString(3),
                                Optional.ofNullable(charset(rows.getString(7))),
                                columnFacets(rows)));
            }
        }
        return List.copyOf(columns);
    }

    private Map<String, String> columnFacets(ResultSet rows) throws SQLException {
        Map<String, String> facets = new LinkedHashMap<>();
        facets.put("type", exact ? rows.getString(3) : withoutWidth(rows.getString(3)));
        facets.put("nullable", rows.getString(4));
        facets.put("default", exact ? rows.getString(5) : plainDefault(rows.getString(5)));
        facets.put("extra", exact ? rows.getString(6) : plainExtra(rows.getString(6)));
        facets.put("charset", charset(rows.getString(7)));
        if (exact) {
            facets.put("collation", rows.getString(8));
            facets.put("expression", rows.getString(9));
        }
        facets.put("comment", rows.getString(10));
        return facets;
    }

    private Map<String, String> indexes(String database, String table, List<String> primaryKey)
            throws SQLException {
        Map<String, String> indexes = new LinkedHashMap<>();
        try (PreparedStatement statement = prepare(INDEXES, database, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(1);
                String column = rows.getString(3) == null ? "(expression)" : rows.getString(3);
                String length = rows.getString(4) == null ? "" : "(" + rows.getString(4) + ")";
                String kind = rows.getInt(2) == 0 ? "unique " : "";
                indexes.merge(
                        name,
                        kind + rows.getString(5) + " on " + column + length,
                        (before, _) -> before + ", " + column + length);
                if (name.equals("PRIMARY")) {
                    primaryKey.add(column);
                }
            }
        }
        return indexes;
    }

    private PreparedStatement prepare(String sql, String database, String table)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, database);
        statement.setString(2, table);
        return statement;
    }

    /**
     * Between releases: widths never meant anything and are told no more, one type has a new name.
     */
    private static String withoutWidth(String type) {
        if (type.equals("geomcollection")) {
            return "geometrycollection";
        }
        boolean telling = type.contains("zerofill") || type.startsWith("tinyint(1)");
        return telling ? type : type.replaceFirst("^(\\w*int|year)\\(\\d+\\)", "$1");
    }

    private static String plainDefault(String value) {
        if (value == null || value.equals("NULL")) {
            return null;
        }
        String plain = value.replaceFirst("(?i)^current_timestamp(?:\\(\\))?", "CURRENT_TIMESTAMP");
        boolean quoted = plain.length() > 1 && plain.startsWith("'") && plain.endsWith("'");
        return quoted ? plain.substring(1, plain.length() - 1).replace("''", "'") : plain;
    }

    private static String plainExtra(String value) {
        return value.replace("DEFAULT_GENERATED", "")
                .replaceFirst("(?i)current_timestamp(?:\\(\\))?", "CURRENT_TIMESTAMP")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String charset(String name) {
        return "utf8".equals(name) ? "utf8mb3" : name;
    }
}
