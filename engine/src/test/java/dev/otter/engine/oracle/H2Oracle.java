package dev.otter.engine.oracle;

import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
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
            return asOracles(DriverManager.getConnection(url, "sa", ""));
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /**
     * H2 does nothing at abort, where a driver breaks the session and the server rolls it back; and
     * it rolls back at close, where Oracle's driver commits.
     */
    private static Connection asOracles(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        H2Oracle.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("abort")) {
                                aborted(connection);
                                return null;
                            }
                            if (method.getName().equals("close")) {
                                closed(connection);
                                return null;
                            }
                            return invoke(method, connection, arguments);
                        });
    }

    private static void aborted(Connection connection) throws SQLException {
        synchronized (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.close();
            }
        }
    }

    private static void closed(Connection connection) throws SQLException {
        synchronized (connection) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.commit();
            }
            connection.close();
        }
    }

    private static Object invoke(Method method, Object on, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Opens sessions of a driver that does not tell how many rows a batch affected. */
    public OracleConnector untold() {
        return () -> untold(connect());
    }

    private static Connection untold(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        H2Oracle.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            Object answer = invoke(method, connection, arguments);
                            return answer instanceof PreparedStatement prepared
                                    ? untold(prepared)
                                    : answer;
                        });
    }

    private static PreparedStatement untold(PreparedStatement statement) {
        return (PreparedStatement)
                Proxy.newProxyInstance(
                        H2Oracle.class.getClassLoader(),
                        new Class<?>[] {PreparedStatement.class},
                        (_, method, arguments) -> {
                            Object answer = invoke(method, statement, arguments);
                            if (answer instanceof int[] counts) {
                                Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
                            }
                            return answer;
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
