package dev.otter.engine.oracle.table;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads tables out of Oracle's dictionary into the records that describe those of all servers.
 * Stateless.
 *
 * <p>Of a column, {@code dataType} is the type's name without arguments in lower case ({@code
 * varchar2}, {@code timestamp with time zone}), {@code columnType} the same with its arguments as
 * SQL spells it, {@code collation} the name of a collation that may take different texts for equal,
 * and empty otherwise. Only indexes that are unique are told. Parts that are expressions also stand
 * for what else cannot be told from the columns alone; see {@link UniqueIndexes}.
 */
public final class OracleSchemaReader implements OracleDictionary {
    /** Part of the type of a column that takes no numbers of others. */
    static final String ALWAYS_NUMBERED = " GENERATED ALWAYS AS IDENTITY";

    private static final int OLDEST = 19;

    private static final String SERVER =
            "SELECT (SELECT VALUE FROM NLS_DATABASE_PARAMETERS WHERE PARAMETER='NLS_CHARACTERSET'),"
                    + "SYS_CONTEXT('USERENV','DATABASE_ROLE') FROM DUAL";

    private static final String TABLES =
            "SELECT OWNER,TABLE_NAME FROM ALL_TABLES WHERE OWNER IN (?,?) AND TABLE_NAME IN (?,?)"
                    + " AND TEMPORARY='N'";

    private static final String COLUMNS =
            "SELECT COLUMN_NAME,DATA_TYPE,DATA_LENGTH,DATA_PRECISION,DATA_SCALE,CHAR_LENGTH,"
                    + "CHAR_USED,NULLABLE,VIRTUAL_COLUMN,HIDDEN_COLUMN,IDENTITY_COLUMN,"
                    + "DEFAULT_LENGTH,COLLATION FROM ALL_TAB_COLS WHERE OWNER=? AND TABLE_NAME=?"
                    + " AND USER_GENERATED='YES' ORDER BY COLUMN_ID NULLS LAST,INTERNAL_COLUMN_ID";

    private static final String IDENTITIES =
            "SELECT COLUMN_NAME FROM ALL_TAB_IDENTITY_COLS WHERE OWNER=? AND TABLE_NAME=?"
                    + " AND GENERATION_TYPE='ALWAYS'";

    private static final String KEYS =
            "SELECT C.CONSTRAINT_NAME,C.CONSTRAINT_TYPE,C.INDEX_NAME,CC.COLUMN_NAME"
                    + " FROM ALL_CONSTRAINTS C JOIN ALL_CONS_COLUMNS CC ON CC.OWNER=C.OWNER"
                    + " AND CC.CONSTRAINT_NAME=C.CONSTRAINT_NAME AND CC.TABLE_NAME=C.TABLE_NAME"
                    + " WHERE C.OWNER=? AND C.TABLE_NAME=? AND C.CONSTRAINT_TYPE IN ('P','U')"
                    + " AND C.STATUS='ENABLED'"
                    + " ORDER BY C.CONSTRAINT_TYPE,C.CONSTRAINT_NAME,CC.POSITION";

    private static final String INDEXES =
            "SELECT I.INDEX_NAME,IC.COLUMN_NAME FROM ALL_INDEXES I JOIN ALL_IND_COLUMNS IC"
                    + " ON IC.INDEX_OWNER=I.OWNER AND IC.INDEX_NAME=I.INDEX_NAME"
                    + " WHERE I.TABLE_OWNER=? AND I.TABLE_NAME=? AND I.UNIQUENESS='UNIQUE'"
                    + " ORDER BY I.INDEX_NAME,IC.COLUMN_POSITION";

    private static final String FOREIGN_KEYS =
            "SELECT C.CONSTRAINT_NAME,C.OWNER,C.TABLE_NAME,P.OWNER,P.TABLE_NAME,C.DELETE_RULE,"
                    + "CC.COLUMN_NAME,PC.COLUMN_NAME FROM ALL_CONSTRAINTS C"
                    + " JOIN ALL_CONSTRAINTS P ON P.OWNER=C.R_OWNER"
                    + " AND P.CONSTRAINT_NAME=C.R_CONSTRAINT_NAME"
                    + " JOIN ALL_CONS_COLUMNS CC ON CC.OWNER=C.OWNER"
                    + " AND CC.CONSTRAINT_NAME=C.CONSTRAINT_NAME"
                    + " JOIN ALL_CONS_COLUMNS PC ON PC.OWNER=P.OWNER"
                    + " AND PC.CONSTRAINT_NAME=P.CONSTRAINT_NAME AND PC.POSITION=CC.POSITION"
                    + " WHERE C.CONSTRAINT_TYPE='R' AND C.STATUS='ENABLED' AND {side}.OWNER=?"
                    + " AND {side}.TABLE_NAME=? ORDER BY C.OWNER,C.CONSTRAINT_NAME,CC.POSITION";

    private static final String TRIGGERS =
            "SELECT TRIGGER_NAME FROM ALL_TRIGGERS WHERE TABLE_OWNER=? AND TABLE_NAME=?"
                    + " AND STATUS='ENABLED' ORDER BY TRIGGER_NAME";

    /** All statements, so that their spelling can be checked. */
    static List<String> statements() {
        return List.of(
                SERVER,
                TABLES,
                COLUMNS,
                IDENTITIES,
                KEYS,
                INDEXES,
                FOREIGN_KEYS.replace("{side}", "C"),
                FOREIGN_KEYS.replace("{side}", "P"),
                TRIGGERS);
    }

    @Override
    public void requireUsable(Connection connection, String where) {
        try (PreparedStatement statement = connection.prepareStatement(SERVER);
                ResultSet row = statement.executeQuery()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw notReady(
                        "the target is Oracle " + version,
                        where,
                        "Oracle " + OLDEST + " or later is needed.");
            }
            row.next();
            if (!"AL32UTF8".equals(row.getString(1))) {
                throw notReady(
                        "the target's database has the character set " + row.getString(1),
                        where,
                        "A database with the character set AL32UTF8 is needed, which can hold"
                                + " every text.");
            }
            String role = row.getString(2) == null ? "" : row.getString(2);
            if (role.startsWith("PHYSICAL") || role.startsWith("LOGICAL")) {
                throw notReady(
                        "the target is a standby (" + role + ")",
                        where,
                        "Name the primary database, or a service that only it offers.");
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    private static OtterException notReady(String what, String where, String remedy) {
        return new OtterException(ErrorCode.TARGET_NOT_READY, what, where, remedy);
    }

    @Override
    public Optional<TargetTable> find(Connection connection, TableName name) {
        try {
            Optional<TableName> spelled = spelled(connection, name);
            return spelled.isEmpty()
                    ? Optional.empty()
                    : Optional.of(table(connection, spelled.get()));
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** Reads rows one by one. */
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String sql, TableName table, Reader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.database());
            statement.setString(2, table.table());
            statement.setFetchSize(500);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static Optional<TableName> spelled(Connection connection, TableName name)
            throws SQLException {
        Map<Integer, TableName> found = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, name.database());
            statement.setString(2, name.database().toUpperCase(Locale.ROOT));
            statement.setString(3, name.table());
            statement.setString(4, name.table().toUpperCase(Locale.ROOT));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    TableName there = new TableName(rows.getString(1), rows.getString(2));
                    int otherSchema = there.database().equals(name.database()) ? 0 : 2;
                    int otherTable = there.table().equals(name.table()) ? 0 : 1;
                    found.put(otherSchema + otherTable, there);
                }
            }
        }
        return found.values().stream().findFirst();
    }

    private static TargetTable table(Connection connection, TableName name) throws SQLException {
        Set<String> numbered = new HashSet<>();
        query(connection, IDENTITIES, name, row -> numbered.add(row.getString(1)));
        List<TableColumn> columns = new ArrayList<>();
        query(connection, COLUMNS, name, row -> columns.add(column(row, columns.size(), numbered)));
        List<String> triggers = new ArrayList<>();
        query(connection, TRIGGERS, name, row -> triggers.add(row.getString(1)));
        return new TargetTable(
                name,
                "Oracle",
                columns,
                indexes(connection, name, columns),
                foreignKeys(connection, name, "C"),
                foreignKeys(connection, name, "P"),
                triggers);
    }

    private static TableColumn column(ResultSet row, int index, Set<String> numbered)
            throws SQLException {
        String name = row.getString(1);
        String spelled = type(row) + (numbered.contains(name) ? ALWAYS_NUMBERED : "");
        boolean nullable = "Y".equals(row.getString(8));
        boolean identity = "YES".equals(row.getString(11));
        boolean ownDefault = row.getInt(12) > 0;
        String collation = row.getString(13);
        boolean bytewise =
                collation == null
                        || collation.equals("USING_NLS_COMP")
                        || collation.equals("BINARY");
        return new TableColumn(
                name,
                index,
                OracleType.plain(row.getString(2)),
                spelled,
                "",
                bytewise ? "" : collation,
                List.of(),
                nullable,
                "YES".equals(row.getString(9)),
                "YES".equals(row.getString(10)),
                identity,
                nullable || identity || ownDefault,
                false);
    }

    /** The type with its arguments; of times the dictionary has them in the name. */
    private static String type(ResultSet row) throws SQLException {
        String name = row.getString(2);
        return switch (name) {
            case "NUMBER" -> {
                String precision = row.getString(4);
                String scale = row.getString(5);
                if (precision == null && scale == null) {
                    yield name;
                }
                // INTEGER has a scale alone, and as many digits as there are.
                yield "NUMBER(" + (precision == null ? "38" : precision) + "," + scale + ")";
            }
            case "VARCHAR2", "CHAR" ->
                    "C".equals(row.getString(7))
                            ? name + "(" + row.getInt(6) + " CHAR)"
                            : name + "(" + row.getInt(3) + " BYTE)";
            case "NVARCHAR2", "NCHAR" -> name + "(" + row.getInt(6) + ")";
            case "RAW" -> name + "(" + row.getInt(3) + ")";
            default -> name;
        };
    }

    private static List<TableIndex> indexes(
            Connection connection, TableName name, List<TableColumn> columns) throws SQLException {
        Map<String, List<Integer>> keys = new LinkedHashMap<>();
        Set<String> primary = new HashSet<>();
        Set<String> enforcing = new LinkedHashSet<>();
        query(
                connection,
                KEYS,
                name,
                row -> {
                    String key = row.getString(1);
                    if (row.getString(2).equals("P")) {
                        primary.add(key);
                    }
                    if (row.getString(3) != null) {
                        enforcing.add(row.getString(3));
                    }
                    keys.computeIfAbsent(key, _ -> new ArrayList<>())
                            .add(place(columns, row.getString(4)));
                });
        Map<String, List<Integer>> others = new LinkedHashMap<>();
        query(
                connection,
                INDEXES,
                name,
                row -> {
                    if (!enforcing.contains(row.getString(1))) {
                        others.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                                .add(place(columns, row.getString(2)));
                    }
                });
        List<TableIndex> indexes = new ArrayList<>();
        keys.forEach((key, parts) ->
                indexes.add(UniqueIndexes.of(key, primary.contains(key), columns, parts)));
        others.forEach(
                (index, parts) -> indexes.add(UniqueIndexes.of(index, false, columns, parts)));
        return indexes;
    }

    /** Columns that Oracle makes for an expression or a descending order are not the table's. */
    private static int place(List<TableColumn> columns, String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst()
                .orElse(TableIndex.EXPRESSION);
    }

    private static List<ForeignKey> foreignKeys(Connection connection, TableName name, String side)
            throws SQLException {
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        query(
                connection,
                FOREIGN_KEYS.replace("{side}", side),
                name,
                row -> {
                    TableName child = new TableName(row.getString(2), row.getString(3));
                    TableName parent = new TableName(row.getString(4), row.getString(5));
                    String full = child.database() + "." + row.getString(1);
                    ForeignKey known = keys.get(full);
                    List<String> childColumns =
                            new ArrayList<>(known == null ? List.of() : known.childColumns());
                    List<String> parentColumns =
                            new ArrayList<>(known == null ? List.of() : known.parentColumns());
                    childColumns.add(row.getString(7));
                    parentColumns.add(row.getString(8));
                    keys.put(
                            full,
                            new ForeignKey(
                                    row.getString(1),
                                    child,
                                    childColumns,
                                    parent,
                                    parentColumns,
                                    ForeignKey.Rule.NO_ACTION,
                                    rule(row.getString(6))));
                });
        return List.copyOf(keys.values());
    }

    private static ForeignKey.Rule rule(String text) {
        return switch (text == null ? "" : text) {
            case "CASCADE" -> ForeignKey.Rule.CASCADE;
            case "SET NULL" -> ForeignKey.Rule.SET_NULL;
            default -> ForeignKey.Rule.NO_ACTION;
        };
    }
}
