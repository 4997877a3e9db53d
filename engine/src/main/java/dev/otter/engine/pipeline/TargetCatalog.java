package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Asks the target about its tables and keeps the answers. Thread-safe. */
final class TargetCatalog implements TargetTables, Snapshot.Target {
    private final Endpoint endpoint;
    private final boolean mariadb;
    private final boolean ignoreCase;
    private final AtomicReference<TableCatalog> tables;
    private final Map<TableName, TargetTable> found = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong(1);

    TargetCatalog(Endpoint endpoint, MysqlConnection connection) {
        this.endpoint = endpoint;
        this.mariadb = connection.serverVersion().mariaDb();
        this.ignoreCase = connection.query("SELECT @@lower_case_table_names").number(0, 0) != 0;
        this.tables = new AtomicReference<>(new TableCatalog(ignoreCase));
    }

    @Override
    public TargetTable find(TableName name) {
        long asked = generation.get();
        TableCatalog catalog = tables.get();
        TargetTable known = found.get(name);
        if (known != null) {
            return known;
        }
        synchronized (catalog) {
            try (MysqlConnection connection = Endpoints.connect(endpoint)) {
                TargetTable table = catalog.find(connection, name).orElse(null);
                if (table != null && asked == generation.get()) {
                    found.put(name, table);
                }
                return table;
            } catch (WireException e) {
                throw new RestartNeededException(
                        "the target could not be asked about table " + name + ": " + e.getMessage(),
                        e);
            }
        }
    }

    @Override
    public boolean holdsRows(TableName name) {
        TargetTable table = find(name);
        if (table == null) {
            return false;
        }
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            String any = "SELECT 1 FROM " + table.name().quoted() + " LIMIT 1";
            return connection.query(any).size() > 0;
        }
    }

    /** Whether two names mean one table of the target. */
    boolean same(TableName one, TableName other) {
        return tables.get().same(one, other);
    }

    /** Tables may have changed: everything is asked anew. */
    @Override
    public void forget() {
        tables.set(new TableCatalog(ignoreCase));
        found.clear();
        generation.incrementAndGet();
    }

    @Override
    public long generation() {
        return generation.get();
    }

    @Override
    public boolean mariadb() {
        return mariadb;
    }
}
