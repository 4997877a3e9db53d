package dev.otter.engine.oracle;

import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * H2 in the mode that behaves most like Oracle, in memory. It stands in for a server that cannot be
 * had: what it takes and how it counts is real, how Oracle answers is not.
 */
public final class H2Oracle implements AutoCloseable {
    private final String url =
            "jdbc:h2:mem:"
                    + UUID.randomUUID()
                    + ";MODE=Oracle;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;TIME ZONE=UTC";

    public H2Oracle() {
        execute(
                "CREATE SCHEMA RETL",
                // A function of Oracle that it does not have.
                "CREATE ALIAS TO_CLOB FOR '" + H2Oracle.class.getName() + ".clob'");
    }

    /** What the database calls for TO_CLOB. */
    public static String clob(String text) {
        return text;
    }

    /** Opens sessions as they are opened on Oracle. */
    public OracleConnector connector() {
        return this::connect;
    }

    private Connection connect() {
        try {
            return abortable(DriverManager.getConnection(url, "sa", ""));
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** H2 does nothing at abort, where a driver breaks the session and the server rolls it back. */
    private static Connection abortable(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        H2Oracle.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("abort")) {
                                if (!connection.isClosed()) {
                                    connection.rollback();
                                    connection.close();
                                }
                                return null;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** Runs statements with automatic commit. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows, the columns of each with a bar between. */
    public List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(rows.getString(column));
                }
                all.add(String.join("|", row.stream().map(String::valueOf).toList()));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        execute("SHUTDOWN");
    }
}
