package dev.otter.testkit.workload;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection that plays scripts. Sends a whole transaction in as few packets as it can where
 * the connection takes several statements at once, else statement by statement. Not thread-safe.
 */
final class ScriptSession implements AutoCloseable {

    /** Stays below the smallest max_allowed_packet in use (4 MB) with room for one big row. */
    private static final int PACKET_CHARS = 256 * 1024;

    private static final int SYNTAX_ERROR = 1064;

    private final Connection connection;
    private final Statement statement;
    private final boolean manyAtOnce;

    ScriptSession(ConnectionSource source, List<String> setUp) throws SQLException {
        connection = source.open();
        try {
            connection.setAutoCommit(true);
            statement = connection.createStatement();
            statement.setEscapeProcessing(false);
            manyAtOnce = takesManyAtOnce();
            for (String sql : setUp) {
                statement.execute(sql);
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private boolean takesManyAtOnce() throws SQLException {
        try {
            send("DO 1;DO 1");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == SYNTAX_ERROR) {
                return false;
            }
            throw e;
        }
    }

    /** Plays the script to its end and returns the sum of its update counts. */
    long play(TransactionScript script) throws SQLException {
        List<String> all = new ArrayList<>(script.statements().size() + 2);
        all.add("BEGIN");
        all.addAll(script.statements());
        all.add(script.ending().name());
        long rows = 0;
        StringBuilder packet = new StringBuilder();
        for (String sql : all) {
            boolean full = packet.length() + sql.length() > PACKET_CHARS;
            if (!packet.isEmpty() && (full || !manyAtOnce)) {
                rows += send(packet.toString());
                packet.setLength(0);
            }
            packet.append(packet.isEmpty() ? "" : ";").append(sql);
        }
        return rows + send(packet.toString());
    }

    private long send(String sql) throws SQLException {
        long rows = 0;
        boolean resultSet = statement.execute(sql);
        while (resultSet || statement.getUpdateCount() != -1) {
            rows += resultSet ? 0 : statement.getUpdateCount();
            resultSet = statement.getMoreResults();
        }
        return rows;
    }

    void rollback() throws SQLException {
        statement.execute("ROLLBACK");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
