package dev.otter.bench.micro;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.engine.database.Collations;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.extract.SourceColumns;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.MysqlServer;
import java.util.List;
import java.util.Map;

/** The tables of one server as they were when it was asked, for both ends. Immutable. */
final class CapturedTables implements SourceColumns, TargetTables {
    private final Map<TableName, TargetTable> tables;
    private final Collations collations;

    private CapturedTables(Map<TableName, TargetTable> tables, Collations collations) {
        this.tables = Map.copyOf(tables);
        this.collations = collations;
    }

    /** Asks a server. */
    static CapturedTables of(MysqlServer server) {
        try (MysqlConnection connection =
                MysqlConnection.connect(
                        MysqlEndpoint.of(server.host(), server.port(), "root", ""))) {
            TableCatalog catalog = TableCatalog.of(connection);
            return new CapturedTables(
                    catalog.load(connection, catalog.names(connection)),
                    Collations.load(connection));
        }
    }

    @Override
    public List<LogColumn> columns(TableName table) {
        TargetTable found = tables.get(table);
        return found == null ? List.of() : LogColumns.of(found);
    }

    @Override
    public List<TableName> tables() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public String charset(int number) {
        return collations.charset(number);
    }

    @Override
    public void forget() {
        // They cannot change any more.
    }

    @Override
    public TargetTable find(TableName name) {
        return tables.get(name);
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public boolean mariadb() {
        return false;
    }
}
