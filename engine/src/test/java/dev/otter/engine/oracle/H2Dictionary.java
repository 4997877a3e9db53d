package dev.otter.engine.oracle;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.table.OracleDictionary;
import dev.otter.engine.oracle.table.UniqueIndexes;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What H2 knows of its tables, in Oracle's words. Stateless. */
public final class H2Dictionary implements OracleDictionary {
    private static final String COLUMNS =
            "SELECT COLUMN_NAME,DATA_TYPE,CHARACTER_MAXIMUM_LENGTH,NUMERIC_PRECISION,NUMERIC_SCALE,"
                    + "DATETIME_PRECISION,INTERVAL_TYPE,INTERVAL_PRECISION,IS_NULLABLE,"
                    + "COLUMN_DEFAULT,IS_IDENTITY,IS_GENERATED FROM INFORMATION_SCHEMA.COLUMNS"
                    + " WHERE TABLE_SCHEMA=? AND TABLE_NAME=? ORDER BY ORDINAL_POSITION";

    @Override
    public void requireUsable(Connection connection, String where) {}

    @Override
    public Optional<TargetTable> find(Connection connection, TableName name) {
        TableName capitals =
                new TableName(
                        name.database().toUpperCase(Locale.ROOT),
                        name.table().toUpperCase(Locale.ROOT));
        try {
            List<TableColumn> exact = columns(connection, name);
            TableName spelled = exact.isEmpty() ? capitals : name;
            List<TableColumn> columns = exact.isEmpty() ? columns(connection, capitals) : exact;
            if (columns.isEmpty()) {
                return Optional.empty();
            }
            DatabaseMetaData data = connection.getMetaData();
            return Optional.of(
                    new TargetTable(
                            spelled,
                            "Oracle",
                            columns,
                            indexes(data, spelled, columns),
                            keys(data.getImportedKeys(null, spelled.database(), spelled.table())),
                            keys(data.getExportedKeys(null, spelled.database(), spelled.table())),
                            List.of()));
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    private static List<TableColumn> columns(Connection connection, TableName name)
            throws SQLException {
        List<TableColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name.database());
            statement.setString(2, name.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String type = type(row);
                    boolean nullable = row.getString(9).equals("YES");
                    boolean identity = row.getString(11).equals("YES");
                    columns.add(
                            new TableColumn(
                                    row.getString(1),
                                    columns.size(),
                                    type.replaceAll("\\(.*?\\)", "").toLowerCase(Locale.ROOT),
                                    type,
                                    "",
                                    "",
                                    List.of(),
                                    nullable,
                                    row.getString(12).equals("ALWAYS"),
                                    false,
                                    identity,
                                    nullable || identity || row.getString(10) != null,
                                    false));
                }
            }
        }
        return columns;
    }

    private static String type(ResultSet row) throws SQLException {
        String type = row.getString(2);
        return switch (type) {
            case "NUMERIC" -> "NUMBER(" + row.getInt(4) + "," + row.getInt(5) + ")";
            case "DECFLOAT" -> "NUMBER";
            case "CHARACTER VARYING" -> "VARCHAR2(" + row.getInt(3) + " CHAR)";
            case "CHARACTER" -> "CHAR(" + row.getInt(3) + " CHAR)";
            case "CHARACTER LARGE OBJECT" -> "CLOB";
            case "BINARY VARYING" -> "RAW(" + row.getInt(3) + ")";
            case "BINARY LARGE OBJECT" -> "BLOB";
            case "DOUBLE PRECISION" -> "BINARY_DOUBLE";
            case "REAL" -> "BINARY_FLOAT";
            case "TIMESTAMP" -> row.getInt(6) == 0 ? "DATE" : "TIMESTAMP(" + row.getInt(6) + ")";
            case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP(" + row.getInt(6) + ") WITH TIME ZONE";
            case "INTERVAL" ->
                    "INTERVAL DAY(" + row.getInt(8) + ") TO SECOND(" + row.getInt(6) + ")";
            default -> type;
        };
    }

    private static List<TableIndex> indexes(
            DatabaseMetaData data, TableName name, List<TableColumn> columns) throws SQLException {
        Map<String, TreeMap<Integer, Integer>> found = new LinkedHashMap<>();
        try (ResultSet row = data.getPrimaryKeys(null, name.database(), name.table())) {
            while (row.next()) {
                found.computeIfAbsent("PRIMARY", _ -> new TreeMap<>())
                        .put(row.getInt("KEY_SEQ"), place(columns, row.getString("COLUMN_NAME")));
            }
        }
        try (ResultSet row = data.getIndexInfo(null, name.database(), name.table(), true, false)) {
            while (row.next()) {
                found.computeIfAbsent(row.getString("INDEX_NAME"), _ -> new TreeMap<>())
                        .put(
                                row.getInt("ORDINAL_POSITION"),
                                place(columns, row.getString("COLUMN_NAME")));
            }
        }
        List<TableIndex> indexes = new ArrayList<>();
        found.forEach((index, parts) -> {
            TableIndex made =
                    UniqueIndexes.of(
                            index, index.equals("PRIMARY"), columns, List.copyOf(parts.values()));
            boolean twice = indexes.stream().anyMatch(one -> one.parts().equals(made.parts()));
            if (!twice) {
                indexes.add(made);
            }
        });
        return indexes;
    }

    private static int place(List<TableColumn> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static List<ForeignKey> keys(ResultSet rows) throws SQLException {
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        try (ResultSet row = rows) {
            while (row.next()) {
                String name = row.getString("FK_NAME");
                ForeignKey known = keys.get(name);
                List<String> child =
                        new ArrayList<>(known == null ? List.of() : known.childColumns());
                List<String> parent =
                        new ArrayList<>(known == null ? List.of() : known.parentColumns());
                child.add(row.getString("FKCOLUMN_NAME"));
                parent.add(row.getString("PKCOLUMN_NAME"));
                boolean cascades = row.getInt("DELETE_RULE") == DatabaseMetaData.importedKeyCascade;
                keys.put(
                        name,
                        new ForeignKey(
                                name,
                                new TableName(
                                        row.getString("FKTABLE_SCHEM"),
                                        row.getString("FKTABLE_NAME")),
                                child,
                                new TableName(
                                        row.getString("PKTABLE_SCHEM"),
                                        row.getString("PKTABLE_NAME")),
                                parent,
                                ForeignKey.Rule.NO_ACTION,
                                cascades ? ForeignKey.Rule.CASCADE : ForeignKey.Rule.NO_ACTION));
            }
        }
        return List.copyOf(keys.values());
    }
}
