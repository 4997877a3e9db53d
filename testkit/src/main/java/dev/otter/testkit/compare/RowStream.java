package dev.otter.testkit.compare;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of one table, read one by one as the server sends them; one thread only. */
final class RowStream implements AutoCloseable {
    /** The sign by which Connector/J does not gather the whole answer first. */
    private static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private static final Pattern POINT_ZERO =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*+\")|\\.0(?![0-9eE])", Pattern.DOTALL);

    private final Statement statement;
    private final ResultSet rows;
    private final boolean[] plainDoubles;
    private final int keyLength;
    private long count;

    /**
     * @param plainDoubles for each value, whether it is a JSON text whose {@code 1.0} is to read
     *     {@code 1}
     */
    RowStream(Connection connection, String sql, boolean[] plainDoubles, int keyLength)
            throws SQLException {
        this.plainDoubles = plainDoubles;
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
        byte[][] values = new byte[plainDoubles.length][];
        for (int i = 0; i < values.length; i++) {
            byte[] value = rows.getBytes(i + 1);
            values[i] = plainDoubles[i] && value != null ? plain(value) : value;
        }
        return new Row(values, keyLength);
    }

    /** Without {@code .0} behind whole numbers, texts left alone. */
    private static byte[] plain(byte[] json) {
        String text = new String(json, StandardCharsets.ISO_8859_1);
        return POINT_ZERO
                .matcher(text)
                .replaceAll(found ->
                        found.group(1) == null ? "" : Matcher.quoteReplacement(found.group(1)))
                .getBytes(StandardCharsets.ISO_8859_1);
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
