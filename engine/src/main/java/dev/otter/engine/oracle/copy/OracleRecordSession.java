package dev.otter.engine.oracle.copy;

import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.snapshot.RecordSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** On Oracle; errors of the server are {@link OracleException}. */
public final class OracleRecordSession implements RecordSession {
    private static final int ANSWER_SECONDS = 60;

    private final Connection connection;

    /**
     * @param connection with automatic commit; closed with this
     */
    public OracleRecordSession(Connection connection) {
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
            throw OracleException.of(e);
        }
    }

    @Override
    public long run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(ANSWER_SECONDS);
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    @Override
    public void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    @Override
    public void commit() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw OracleException.of(e);
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
            throw OracleException.of(e);
        }
    }

    /** The driver commits what is open when a connection is closed. */
    @Override
    public void close() {
        try {
            rollBack();
            connection.close();
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }
}
