package dev.otter.testkit.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of one table, read one by one as the server sends them; one thread only. */
final class RowStream implements AutoCloseable {
    /** The sign by which Connector/J does not gather the whole answer first. */
    private static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private final Statement statement;
    private final ResultSet rows;
    private final int width;
    private final int keyLength;
    private long count;

    RowStream(Connection connection, String sql, int width, int keyLength) throws SQLException {
        this.width = width;
        this.keyLength = keyLength;
        this.statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(
                connection.getMetaData().getDriverName().contains("MariaDB") ? 1000 : ROW_BY_ROW);
        this.rows = statement.executeQuery(sql);
    }

    /** The next row, or null after the last. */
    Row next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        count++;
        byte[][] values = new byte[width][];
        for (int i = 0; i < width; i++) {
            values[i] = rows.getBytes(i + 1);
        }
        return new Row(values, keyLength);
    }

    long count() {
        return count;
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
