package dev.otter.engine.oracle.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks Oracle about its tables and keeps the answers; tables that do not exist are asked for again.
 * Thread-safe.
 */
public final class OracleTables implements TargetTables {
    private final OracleConnector connector;
    private final OracleDictionary dictionary;
    private final Map<TableName, TargetTable> found = new ConcurrentHashMap<>();
    private final Map<TableName, Set<TableName>> spellings = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong(1);

    public OracleTables(OracleConnector connector, OracleDictionary dictionary) {
        this.connector = connector;
        this.dictionary = dictionary;
    }

    @Override
    public TargetTable find(TableName name) {
        long asked = generation.get();
        TargetTable known = found.get(name);
        if (known != null) {
            return known;
        }
        try (Connection connection = connector.connect()) {
            TargetTable table = dictionary.find(connection, name).orElse(null);
            if (table != null) {
                spellings
                        .computeIfAbsent(table.name(), _ -> ConcurrentHashMap.newKeySet())
                        .add(name);
            }
            if (table != null && asked == generation.get()) {
                found.put(name, table);
            }
            return table;
        } catch (OracleException e) {
            throw unasked(name, e);
        } catch (SQLException e) {
            throw unasked(name, OracleException.of(e));
        }
    }

    /**
     * All names by which a table was asked for, its own included.
     *
     * @param name as the server spells it
     */
    public Set<TableName> spellings(TableName name) {
        Set<TableName> all = new HashSet<>(spellings.getOrDefault(name, Set.of()));
        all.add(name);
        return all;
    }

    /** Whether the table is there and has rows. */
    public boolean holdsRows(TableName name) {
        TargetTable table = find(name);
        if (table == null) {
            return false;
        }
        try (Connection connection = connector.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(anyRow(table.name()))) {
            return rows.next();
        } catch (OracleException e) {
            throw unasked(name, e);
        } catch (SQLException e) {
            throw unasked(name, OracleException.of(e));
        }
    }

    static String anyRow(TableName table) {
        return "SELECT 1 FROM " + OracleSql.quote(table) + " WHERE ROWNUM=1";
    }

    private static RestartNeededException unasked(TableName name, OracleException e) {
        return new RestartNeededException(
                "the target could not be asked about table " + name + ": " + e.getMessage(), e);
    }

    /** Tables may have changed: everything is asked anew. */
    public void forget() {
        found.clear();
        generation.incrementAndGet();
    }

    @Override
    public long generation() {
        return generation.get();
    }

    @Override
    public boolean mariadb() {
        return false;
    }

    @Override
    public RowPlan plan(SourceTable source, TargetTable target, Families family) {
        return new OraclePlan(source, target, family, this);
    }
}
