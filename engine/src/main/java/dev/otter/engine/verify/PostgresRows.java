package dev.otter.engine.verify;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.wire.RowConsumer;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.engine.postgresql.table.PostgresSchemaReader;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads tables of PostgreSQL for comparing: their shapes, and their rows as a stream. Stateless.
 */
final class PostgresRows {
    private static final int FETCH_ROWS = 500;

    private PostgresRows() {}

    /**
     * The tables outside the server's own schemas.
     *
     * @throws dev.otter.model.error.OtterException when the server cannot be reached or refuses
     */
    static SortedMap<TableName, TableShape> shapes(Endpoint endpoint) {
        try (Connection connection = PostgresSession.connect(endpoint)) {
            PostgresSchemaReader reader = new PostgresSchemaReader(connection);
            SortedMap<TableName, TableShape> shapes = new TreeMap<>();
            for (TableName name : reader.names()) {
                reader.find(name).ifPresent(table -> shapes.put(name, shape(table)));
            }
            return shapes;
        } catch (SQLException e) {
            throw PostgresSession.coded(endpoint, PostgresException.of(e));
        } catch (PostgresException e) {
            throw PostgresSession.coded(endpoint, e);
        }
    }

    private static TableShape shape(TargetTable table) {
        List<ColumnShape> columns = table.columns().stream().map(PostgresRows::column).toList();
        List<String> key =
                table.rowKey()
                        .map(index ->
                                index.parts().stream()
                                        .map(part -> table.columns().get(part.column()).name())
                                        .toList())
                        .orElse(List.of());
        return new TableShape(table.name(), columns, key, 0, true);
    }

    private static ColumnShape column(TableColumn column) {
        return new ColumnShape(
                column.name(),
                column.columnType(),
                column.dataType(),
                "",
                column.nullable(),
                false);
    }

    /** Hands all rows of some tables on, as of one moment each. */
    static void read(
            Endpoint endpoint, List<TableName> tables, RowLayout layout, RowConsumer consumer) {
        try (Connection connection = PostgresSession.connect(endpoint)) {
            connection.setAutoCommit(false);
            for (TableName table : tables) {
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(FETCH_ROWS);
                    stream(statement.executeQuery(layout.postgres(table)), layout, consumer);
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw PostgresSession.coded(endpoint, PostgresException.of(e));
        } catch (PostgresException e) {
            throw PostgresSession.coded(endpoint, e);
        }
    }

    private static void stream(ResultSet rows, RowLayout layout, RowConsumer consumer)
            throws SQLException {
        ByteWriter row = new ByteWriter(1 << 10);
        int[] offsets = new int[layout.columns()];
        int[] lengths = new int[layout.columns()];
        try (rows) {
            while (rows.next()) {
                row.clear();
                for (int i = 0; i < offsets.length; i++) {
                    Optional<byte[]> cell = cell(rows, layout.form(i), i + 1);
                    offsets[i] = row.length();
                    lengths[i] = cell.map(bytes -> bytes.length).orElse(-1);
                    cell.ifPresent(row::append);
                }
                consumer.row(row.array(), offsets, lengths);
            }
        }
    }

    private static Optional<byte[]> cell(ResultSet rows, CrossForm form, int column)
            throws SQLException {
        if (form.binary()) {
            return Optional.ofNullable(rows.getBytes(column));
        }
        return Optional.ofNullable(rows.getString(column))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
