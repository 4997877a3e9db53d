package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.database.Collations;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.LogColumns;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.extract.SourceColumns;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.util.List;

/** Asks the source about its tables, on a connection of its own for each question. */
final class SourceCatalog implements SourceColumns {
    private final Endpoint endpoint;
    private final Collations collations;
    private TableCatalog tables;
    private final boolean ignoreCase;

    SourceCatalog(Endpoint endpoint, MysqlConnection connection) {
        this.endpoint = endpoint;
        this.collations = Collations.load(connection);
        this.ignoreCase = connection.query("SELECT @@lower_case_table_names").number(0, 0) != 0;
        this.tables = new TableCatalog(ignoreCase);
    }

    @Override
    public List<LogColumn> columns(TableName table) {
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            return tables.find(connection, table).map(LogColumns::of).orElse(List.of());
        } catch (WireException e) {
            throw Endpoints.unreachable(endpoint, e);
        }
    }

    @Override
    public List<TableName> tables() {
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            return tables.names(connection);
        } catch (WireException e) {
            throw Endpoints.unreachable(endpoint, e);
        }
    }

    @Override
    public String charset(int number) {
        return collations.charset(number);
    }

    @Override
    public void forget() {
        tables = new TableCatalog(ignoreCase);
    }
}
