package dev.otter.engine.oracle.session;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import oracle.jdbc.OracleDriver;

/**
 * Opens connections to Oracle whose settings do not depend on those of database, account or
 * computer. Stateless.
 */
public final class OracleSession {
    private static final int CONNECT_MILLIS = 10_000;

    /** Longer than any statement of ours may take: those end after a minute. */
    private static final int ANSWER_MILLIS = 600_000;

    private static final List<String> SETTINGS =
            List.of(
                    "ALTER SESSION SET NLS_NUMERIC_CHARACTERS='.,'"
                            + " NLS_DATE_FORMAT='YYYY-MM-DD HH24:MI:SS'"
                            + " NLS_TIMESTAMP_FORMAT='YYYY-MM-DD HH24:MI:SS.FF6'"
                            + " NLS_TIMESTAMP_TZ_FORMAT='YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM'",
                    "ALTER SESSION SET NLS_CALENDAR='GREGORIAN' NLS_COMP='BINARY' NLS_SORT='BINARY'",
                    "ALTER SESSION SET TIME_ZONE='+00:00'",
                    // Deferred constraints would fail at COMMIT without telling the row.
                    "ALTER SESSION SET CONSTRAINTS=IMMEDIATE",
                    // What is acknowledged must outlive a crash, whatever the database says.
                    "ALTER SESSION SET COMMIT_LOGGING='IMMEDIATE'",
                    "ALTER SESSION SET COMMIT_WAIT='WAIT'",
                    // Statements that change tables would not wait for a lock at all.
                    "ALTER SESSION SET DDL_LOCK_TIMEOUT=20");

    private OracleSession() {}

    /** Opens sessions on this endpoint. */
    public static OracleConnector connector(Endpoint endpoint) {
        return () -> connect(endpoint);
    }

    /**
     * Connects, outside of a transaction and with automatic commit.
     *
     * @throws OracleException when the server cannot be reached or refuses
     */
    public static Connection connect(Endpoint endpoint) {
        try {
            Connection connection = new OracleDriver().connect(url(endpoint), settings(endpoint));
            try (Statement statement = connection.createStatement()) {
                for (String setting : SETTINGS) {
                    statement.execute(setting);
                }
                return connection;
            } catch (SQLException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** All statements, so that their spelling can be checked. */
    static List<String> statements() {
        return SETTINGS;
    }

    static Properties settings(Endpoint endpoint) {
        Properties settings = new Properties();
        settings.setProperty("user", endpoint.user());
        settings.setProperty("password", endpoint.password());
        settings.setProperty("oracle.net.CONNECT_TIMEOUT", Integer.toString(CONNECT_MILLIS));
        settings.setProperty("oracle.jdbc.ReadTimeout", Integer.toString(ANSWER_MILLIS));
        settings.setProperty("oracle.net.keepAlive", "true");
        settings.setProperty("oracle.jdbc.implicitStatementCacheSize", "50");
        settings.setProperty("v$session.program", "otter");
        String encryption =
                switch (endpoint.tls()) {
                    case DISABLED -> "REJECTED";
                    case PREFERRED -> "REQUESTED";
                    case REQUIRED -> "REQUIRED";
                    // Within TLS there is nothing left to encrypt.
                    case VERIFY_CA, VERIFY_IDENTITY -> "ACCEPTED";
                };
        settings.setProperty("oracle.net.encryption_client", encryption);
        settings.setProperty("oracle.net.crypto_checksum_client", encryption);
        if (verified(endpoint)) {
            // Authorities are those that Java trusts, as for the other kinds of server.
            settings.setProperty(
                    "oracle.net.ssl_server_dn_match",
                    Boolean.toString(endpoint.tls() == TlsMode.VERIFY_IDENTITY));
        }
        return settings;
    }

    private static boolean verified(Endpoint endpoint) {
        return endpoint.tls() == TlsMode.VERIFY_CA || endpoint.tls() == TlsMode.VERIFY_IDENTITY;
    }

    static String url(Endpoint endpoint) {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        return "jdbc:oracle:thin:@"
                + (verified(endpoint) ? "tcps://" : "tcp://")
                + host
                + ":"
                + endpoint.port()
                + "/"
                + endpoint.database();
    }

    /**
     * Connects once.
     *
     * @throws OtterException ENDPOINT_UNREACHABLE, ACCESS_DENIED or TARGET_NOT_READY
     */
    public static Connection open(Endpoint endpoint, OracleConnector connector) {
        try {
            return connector.connect();
        } catch (OracleException e) {
            throw coded(endpoint, e);
        }
    }

    /** The coded error of a failure outside of rows. */
    public static OtterException coded(Endpoint endpoint, OracleException e) {
        String where = "endpoint " + endpoint;
        return switch (e.number()) {
            case 12504, 12505, 12514 ->
                    new OtterException(
                            ErrorCode.TARGET_NOT_READY,
                            e.getMessage(),
                            where,
                            "Correct the endpoint's key 'database', which is the service name, or"
                                    + " start the service.",
                            e);
            case 1017, 28000, 28001, 1045 ->
                    new OtterException(
                            ErrorCode.ACCESS_DENIED,
                            "the server refuses the account: " + e.getMessage(),
                            where,
                            "Check user and password, that the account is not locked, and that it"
                                    + " has CREATE SESSION.",
                            e);
            case 1031, 41900 ->
                    new OtterException(
                            ErrorCode.PRIVILEGE_MISSING,
                            e.getMessage(),
                            where,
                            "Grant the account what the message names.",
                            e);
            default ->
                    new OtterException(
                            ErrorCode.ENDPOINT_UNREACHABLE,
                            e.getMessage(),
                            where,
                            "Check host, port and service name, that the server runs, and that"
                                    + " nothing between blocks it.",
                            e);
        };
    }
}
