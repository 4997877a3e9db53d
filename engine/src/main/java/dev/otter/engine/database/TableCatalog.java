package dev.otter.engine.database;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The tables of one server, source or target, read from its information schema and kept until
 * {@link #invalidate}. Safe for all threads; each call needs a connection that only its thread
 * uses.
 *
 * <p>It does not notice changes of tables by itself. Tables that do not exist are not remembered.
 */
public final class TableCatalog {
    private static final int TABLES_PER_QUESTION = 200;

    private final TableNames names;
    private final Map<TableName, TargetTable> known = new ConcurrentHashMap<>();

    /**
     * @param ignoreCase whether the server ignores the case of table names
     */
    public TableCatalog(boolean ignoreCase) {
        this.names = new TableNames(ignoreCase);
    }

    /** An empty catalog with the server's own rule for the case of names. */
    public static TableCatalog of(MysqlConnection connection) {
        return new TableCatalog(
                connection.query("SELECT @@lower_case_table_names").number(0, 0) != 0);
    }

    /** All base tables outside the server's own databases, read anew at each call. */
    public List<TableName> names(MysqlConnection connection) {
        QueryResult rows =
                connection.query(
                        "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES"
                                + " WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN"
                                + " ('mysql', 'sys', 'information_schema', 'performance_schema')"
                                + " ORDER BY TABLE_SCHEMA, TABLE_NAME");
        List<TableName> found = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            found.add(new TableName(rows.string(i, 0), rows.string(i, 1)));
        }
        return found;
    }

    /** The table, or empty when it does not exist or the account may not see it. */
    public Optional<TargetTable> find(MysqlConnection connection, TableName name) {
        TargetTable table = known.get(names.key(name));
        if (table != null) {
            return Optional.of(table);
        }
        return Optional.ofNullable(load(connection, List.of(name)).get(name));
    }

    /**
     * The table.
     *
     * @throws OtterException TABLE_MISSING when it does not exist or the account may not see it
     */
    public TargetTable table(MysqlConnection connection, TableName name) {
        return find(connection, name)
                .orElseThrow(() -> missing(List.of(name), connection.endpoint().address()));
    }

    /**
     * Reads those of the tables that are not known yet, many with few questions.
     *
     * @return the tables that exist, by the names as given
     */
    public Map<TableName, TargetTable> load(
            MysqlConnection connection, Collection<TableName> wanted) {
        Map<String, List<TableName>> unknown = new TreeMap<>();
        for (TableName name : wanted) {
            TableName key = names.key(name);
            if (!known.containsKey(key)) {
                unknown.computeIfAbsent(key.database(), _ -> new ArrayList<>()).add(name);
            }
        }
        SchemaReader reader = new SchemaReader(connection, names);
        unknown.forEach((_, tables) -> {
            for (int i = 0; i < tables.size(); i += TABLES_PER_QUESTION) {
                int end = Math.min(tables.size(), i + TABLES_PER_QUESTION);
                read(reader, tables.subList(i, end));
            }
        });
        Map<TableName, TargetTable> found = new LinkedHashMap<>();
        for (TableName name : wanted) {
            TargetTable table = known.get(names.key(name));
            if (table != null) {
                found.put(name, table);
            }
        }
        return found;
    }

    private void read(SchemaReader reader, List<TableName> tables) {
        for (TargetTable table : reader.read(tables.get(0).database(), tables)) {
            known.put(names.key(table.name()), table);
        }
    }

    /**
     * As {@link #load}, but all tables must exist.
     *
     * @throws OtterException TABLE_MISSING naming those that do not
     */
    public Map<TableName, TargetTable> require(
            MysqlConnection connection, Collection<TableName> wanted) {
        Map<TableName, TargetTable> found = load(connection, wanted);
        List<TableName> missing = wanted.stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw missing(missing, connection.endpoint().address());
        }
        return found;
    }

    private static OtterException missing(List<TableName> tables, String where) {
        String list =
                tables.stream().sorted().map(TableName::toString).collect(Collectors.joining(", "));
        return new OtterException(
                ErrorCode.TABLE_MISSING,
                tables.size() == 1
                        ? "table " + list + " does not exist, or the account may not see it"
                        : tables.size()
                                + " tables do not exist, or the account may not see them: "
                                + list,
                where,
                "Create what is missing, grant the account SELECT on it, or take it out of the"
                        + " pipeline's tables.");
    }

    /** Whether two names mean one table on this server. */
    public boolean same(TableName one, TableName other) {
        return names.key(one).equals(names.key(other));
    }

    /** Forgets a table, so that it is read anew; also those that it shares foreign keys with. */
    public void invalidate(TableName name) {
        TableName key = names.key(name);
        TargetTable old = known.remove(key);
        known.values().removeIf(table -> related(table, key));
        if (old != null) {
            old.foreignKeys().forEach(k -> known.remove(names.key(k.parent())));
            old.referencedBy().forEach(k -> known.remove(names.key(k.child())));
        }
    }

    private boolean related(TargetTable table, TableName key) {
        return table.foreignKeys().stream().anyMatch(k -> names.key(k.parent()).equals(key))
                || table.referencedBy().stream().anyMatch(k -> names.key(k.child()).equals(key));
    }
}
