package dev.otter.engine.postgresql.session;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Opens connections to PostgreSQL whose settings do not depend on those of server, database or
 * account: times in UTC, plain strings, names that are always qualified. Stateless.
 */
public final class PostgresSession {
    private static final int CONNECT_SECONDS = 10;

    /** Longer than any statement of ours should take; lock waits end after 20 s. */
    private static final int ANSWER_SECONDS = 600;

    private static final String SETTINGS =
            "SET standard_conforming_strings=on; SET TimeZone='UTC'; SET DateStyle='ISO,YMD';"
                    + " SET IntervalStyle='postgres'; SET bytea_output='hex';"
                    + " SET extra_float_digits=1; SET search_path='';"
                    + " SET lock_timeout='20s'; SET statement_timeout=0;"
                    + " SET idle_in_transaction_session_timeout=0;"
                    // What is acknowledged must outlive a crash, whatever database or role say.
                    + " SET synchronous_commit=on;"
                    + " SET tcp_keepalives_idle=30; SET tcp_keepalives_interval=10;"
                    + " SET tcp_keepalives_count=3;"
                    + " SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED";

    private PostgresSession() {}

    /**
     * Connects, outside of a transaction and with automatic commit.
     *
     * @throws PostgresException when the server cannot be reached or refuses
     */
    public static Connection connect(Endpoint endpoint) {
        Properties settings = new Properties();
        settings.setProperty("user", endpoint.user());
        settings.setProperty("password", endpoint.password());
        settings.setProperty("sslmode", sslMode(endpoint.tls()));
        if (endpoint.tls() == TlsMode.VERIFY_CA || endpoint.tls() == TlsMode.VERIFY_IDENTITY) {
            // Authorities are those that Java trusts, as for the other kinds of server.
            settings.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
        }
        settings.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        settings.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("ApplicationName", "otter");
        try {
            Connection connection = new Driver().connect(url(endpoint), settings);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SETTINGS);
                return connection;
            } catch (SQLException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    private static String url(Endpoint endpoint) {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        String database = URLEncoder.encode(endpoint.database(), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + host + ":" + endpoint.port() + "/" + database;
    }

    private static String sslMode(TlsMode tls) {
        return switch (tls) {
            case DISABLED -> "disable";
            case PREFERRED -> "prefer";
            case REQUIRED -> "require";
            case VERIFY_CA -> "verify-ca";
            case VERIFY_IDENTITY -> "verify-full";
        };
    }

    /**
     * Connects once.
     *
     * @throws OtterException ENDPOINT_UNREACHABLE, ACCESS_DENIED or TARGET_NOT_READY
     */
    public static Connection open(Endpoint endpoint) {
        try {
            return connect(endpoint);
        } catch (PostgresException e) {
            throw coded(endpoint, e);
        }
    }

    /** The coded error of a failure outside of rows. */
    public static OtterException coded(Endpoint endpoint, PostgresException e) {
        String where = "endpoint " + endpoint;
        if (e.sqlState().equals("3D000")) {
            return new OtterException(
                    ErrorCode.TARGET_NOT_READY,
                    e.getMessage(),
                    where,
                    "Create the database, or correct the endpoint's key 'database'.",
                    e);
        }
        if (e.sqlState().startsWith("28")) {
            return new OtterException(
                    ErrorCode.ACCESS_DENIED,
                    "the server refuses the account: " + e.getMessage(),
                    where,
                    "Check user and password, and the server's pg_hba.conf.",
                    e);
        }
        if (e.sqlState().equals("42501")) {
            return new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    e.getMessage(),
                    where,
                    "Grant the account what the message names.",
                    e);
        }
        return new OtterException(
                ErrorCode.ENDPOINT_UNREACHABLE,
                e.getMessage(),
                where,
                "Check host and port, that the server runs, and that nothing between blocks it.",
                e);
    }
}
