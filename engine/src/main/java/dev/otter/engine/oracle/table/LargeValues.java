package dev.otter.engine.oracle.table;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Large objects that live until the statement which takes them has run. One connection, one thread.
 */
public final class LargeValues implements AutoCloseable {
    private final Connection connection;
    private final List<Clob> clobs = new ArrayList<>();
    private final List<Blob> blobs = new ArrayList<>();

    public LargeValues(Connection connection) {
        this.connection = connection;
    }

    Clob clob(String text) throws SQLException {
        Clob made = connection.createClob();
        clobs.add(made);
        fill(made, text);
        return made;
    }

    NClob nclob(String text) throws SQLException {
        NClob made = connection.createNClob();
        clobs.add(made);
        fill(made, text);
        return made;
    }

    private static void fill(Clob made, String text) throws SQLException {
        if (!text.isEmpty()) {
            made.setString(1, text);
        }
    }

    Blob blob(byte[] bytes) throws SQLException {
        Blob made = connection.createBlob();
        blobs.add(made);
        if (bytes.length > 0) {
            made.setBytes(1, bytes);
        }
        return made;
    }

    @Override
    public void close() throws SQLException {
        for (Clob clob : clobs) {
            clob.free();
        }
        for (Blob blob : blobs) {
            blob.free();
        }
    }
}
