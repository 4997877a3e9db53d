package dev.otter.engine.postgresql.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks PostgreSQL about its tables and keeps the answers; tables that do not exist are asked for
 * again. Thread-safe.
 */
public final class PostgresTables implements TargetTables {
    private final Endpoint endpoint;
    private final Map<TableName, TargetTable> found = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong(1);

    public PostgresTables(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public TargetTable find(TableName name) {
        long asked = generation.get();
        TargetTable known = found.get(name);
        if (known != null) {
            return known;
        }
        try (Connection connection = PostgresSession.connect(endpoint)) {
            TargetTable table = new PostgresSchemaReader(connection).find(name).orElse(null);
            if (table != null && asked == generation.get()) {
                found.put(name, table);
            }
            return table;
        } catch (PostgresException e) {
            throw unasked(name, e);
        } catch (SQLException e) {
            throw unasked(name, PostgresException.of(e));
        }
    }

    /** Whether the table is there and has rows. */
    public boolean holdsRows(TableName name) {
        if (find(name) == null) {
            return false;
        }
        String any = "SELECT 1 FROM " + PostgresSql.quote(name) + " LIMIT 1";
        try (Connection connection = PostgresSession.connect(endpoint);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(any)) {
            return rows.next();
        } catch (PostgresException e) {
            throw unasked(name, e);
        } catch (SQLException e) {
            throw unasked(name, PostgresException.of(e));
        }
    }

    private static RestartNeededException unasked(TableName name, PostgresException e) {
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
        return new PostgresPlan(source, target, family, this);
    }
}
