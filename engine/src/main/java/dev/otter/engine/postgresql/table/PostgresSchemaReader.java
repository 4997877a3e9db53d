package dev.otter.engine.postgresql.table;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.model.table.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads tables out of PostgreSQL's catalog into the records that describe those of all servers. One
 * thread.
 *
 * <p>Of a column, {@code dataType} is the type's name in the catalog ({@code int4}, {@code bpchar};
 * of a domain that of its base), {@code columnType} the same with its arguments as SQL spells it,
 * {@code members} the labels of an enum type, {@code collation} the name of a collation that may
 * take different texts for equal, and empty otherwise. Of an index, parts that are expressions also
 * stand for everything else that cannot be told from the columns alone: partial indexes, exclusion
 * constraints, and those for which NULL is equal to NULL.
 */
public final class PostgresSchemaReader {
    private static final String TABLES =
            "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind IN ('r','p') AND n.nspname NOT LIKE 'pg\\_%'"
                    + " AND n.nspname <> 'information_schema'";

    private static final String COLUMNS =
            "SELECT a.attnum, a.attname, b.typname, b.typtype, pg_catalog.format_type(b.oid,"
                    + " CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END),"
                    + " a.attnotnull OR t.typnotnull, a.attgenerated <> '', a.attidentity <> '',"
                    + " a.atthasdef OR t.typdefault IS NOT NULL,"
                    + " CASE WHEN l.collisdeterministic THEN '' ELSE COALESCE(l.collname, '') END,"
                    + " b.oid FROM pg_catalog.pg_attribute a"
                    + " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                    + " JOIN pg_catalog.pg_type b"
                    + " ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END"
                    + " LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation"
                    + " WHERE a.attrelid = {table} AND a.attnum > 0 AND NOT a.attisdropped"
                    + " ORDER BY a.attnum";

    private static final String INDEXES =
            "SELECT i.relname, x.indisprimary, x.indisunique, x.indisexclusion,"
                    + " x.indpred IS NOT NULL OR x.indisexclusion"
                    + " OR COALESCE((pg_catalog.to_jsonb(x)->>'indnullsnotdistinct')::boolean,"
                    + " false), x.indnkeyatts, x.indkey::int2[] FROM pg_catalog.pg_index x"
                    + " JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = {table}"
                    + " AND x.indisvalid ORDER BY NOT x.indisprimary, i.relname";

    private static final String FOREIGN_KEYS =
            "SELECT k.conname, cn.nspname, c.relname, pn.nspname, p.relname, k.confupdtype,"
                    + " k.confdeltype,"
                    + " ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o)"
                    + " JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid"
                    + " AND a.attnum = u.n ORDER BY u.o),"
                    + " ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, o)"
                    + " JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid"
                    + " AND a.attnum = u.n ORDER BY u.o)"
                    + " FROM pg_catalog.pg_constraint k"
                    + " JOIN pg_catalog.pg_class c ON c.oid = k.conrelid"
                    + " JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace"
                    + " JOIN pg_catalog.pg_class p ON p.oid = k.confrelid"
                    + " JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace"
                    + " WHERE k.contype = 'f' AND k.{side} = {table} ORDER BY k.conname";

    private final Connection connection;

    public PostgresSchemaReader(Connection connection) {
        this.connection = connection;
    }

    /** All tables outside the server's own schemas. */
    public Set<TableName> names() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            Set<TableName> names = new TreeSet<>();
            while (rows.next()) {
                names.add(new TableName(rows.getString(1), rows.getString(2)));
            }
            return names;
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /**
     * The table, or empty when it does not exist. Names mean exactly what they say: letter case
     * counts.
     *
     * @throws PostgresException when the server cannot be asked
     */
    public Optional<TargetTable> find(TableName name) {
        try (Statement statement = connection.createStatement()) {
            String oid = oid(statement, name);
            if (oid == null) {
                return Optional.empty();
            }
            Map<Integer, Integer> places = new HashMap<>();
            List<TableColumn> columns = columns(statement, oid, places);
            return Optional.of(
                    new TargetTable(
                            name,
                            "PostgreSQL",
                            columns,
                            indexes(statement, oid, places),
                            foreignKeys(statement, "conrelid", oid),
                            foreignKeys(statement, "confrelid", oid),
                            triggers(statement, oid)));
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    private static String oid(Statement statement, TableName name) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "SELECT c.oid FROM pg_catalog.pg_class c"
                                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE c.relkind IN ('r','p') AND n.nspname = "
                                + PostgresSql.literal(name.database())
                                + " AND c.relname = "
                                + PostgresSql.literal(name.table()))) {
            return found.next() ? found.getString(1) : null;
        }
    }

    private List<TableColumn> columns(Statement statement, String oid, Map<Integer, Integer> places)
            throws SQLException {
        List<TableColumn> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(COLUMNS.replace("{table}", oid))) {
            while (rows.next()) {
                places.put(rows.getInt(1), columns.size());
                boolean nullable = !rows.getBoolean(6);
                boolean identity = rows.getBoolean(8);
                boolean enumerated = rows.getString(4).equals("e");
                columns.add(
                        new TableColumn(
                                rows.getString(2),
                                columns.size(),
                                rows.getString(3),
                                rows.getString(5),
                                "",
                                rows.getString(10),
                                enumerated ? labels(rows.getString(11)) : List.of(),
                                nullable,
                                rows.getBoolean(7),
                                false,
                                identity,
                                nullable || identity || rows.getBoolean(9),
                                false));
            }
        }
        return columns;
    }

    private List<String> labels(String typeOid) throws SQLException {
        List<String> labels = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = "
                                        + typeOid
                                        + " ORDER BY enumsortorder")) {
            while (rows.next()) {
                labels.add(rows.getString(1));
            }
        }
        return labels;
    }

    private static List<TableIndex> indexes(
            Statement statement, String oid, Map<Integer, Integer> places) throws SQLException {
        List<TableIndex> indexes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(INDEXES.replace("{table}", oid))) {
            while (rows.next()) {
                boolean untold = rows.getBoolean(5);
                int keys = rows.getInt(6);
                List<TableIndex.Part> parts = new ArrayList<>();
                for (Object column : Arrays.asList(elements(rows.getArray(7))).subList(0, keys)) {
                    Integer place = places.get(((Number) column).intValue());
                    parts.add(
                            new TableIndex.Part(
                                    untold || place == null ? TableIndex.EXPRESSION : place, 0));
                }
                boolean primary = rows.getBoolean(2);
                boolean unique = rows.getBoolean(3) || rows.getBoolean(4);
                indexes.add(new TableIndex(rows.getString(1), primary, unique, parts));
            }
        }
        return indexes;
    }

    private static Object[] elements(Array array) throws SQLException {
        return (Object[]) array.getArray();
    }

    private static List<ForeignKey> foreignKeys(Statement statement, String side, String oid)
            throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        FOREIGN_KEYS.replace("{side}", side).replace("{table}", oid))) {
            while (rows.next()) {
                keys.add(
                        new ForeignKey(
                                rows.getString(1),
                                new TableName(rows.getString(2), rows.getString(3)),
                                names(rows.getArray(8)),
                                new TableName(rows.getString(4), rows.getString(5)),
                                names(rows.getArray(9)),
                                rule(rows.getString(6)),
                                rule(rows.getString(7))));
            }
        }
        return keys;
    }

    private static List<String> names(Array array) throws SQLException {
        return Arrays.stream(elements(array)).map(Object::toString).toList();
    }

    private static ForeignKey.Rule rule(String letter) {
        return switch (letter) {
            case "r" -> ForeignKey.Rule.RESTRICT;
            case "c" -> ForeignKey.Rule.CASCADE;
            case "n" -> ForeignKey.Rule.SET_NULL;
            case "d" -> ForeignKey.Rule.SET_DEFAULT;
            default -> ForeignKey.Rule.NO_ACTION;
        };
    }

    private static List<String> triggers(Statement statement, String oid) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT tgname FROM pg_catalog.pg_trigger WHERE NOT tgisinternal"
                                + " AND tgenabled <> 'D' AND tgrelid = "
                                + oid
                                + " ORDER BY tgname")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
