package dev.otter.engine.postgresql.copy;

import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.snapshot.RecordSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** On PostgreSQL; errors of the server are {@link PostgresException}. */
public final class PostgresRecordSession implements RecordSession {
    private final Connection connection;

    /**
     * @param connection with automatic commit; closed with this
     */
    public PostgresRecordSession(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<List<String>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            int columns = answer.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (answer.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    String value = answer.getString(column);
                    values.add(value == null ? "" : value);
                }
                rows.add(values);
            }
            return rows;
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public long run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return statement.getUpdateCount();
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public void commit() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public void rollBack() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }
}
