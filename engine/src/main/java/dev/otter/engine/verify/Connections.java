package dev.otter.engine.verify;

import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.TlsMode;
import dev.otter.binlog.wire.WireException;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Opens connections for comparing: values come as the bytes that are stored, times in UTC, whatever
 * the server's own settings are.
 */
public final class Connections {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(5);
    private static final List<String> RAW_SESSION =
            List.of(
                    "SET SESSION time_zone = '+00:00', sql_mode = '', net_write_timeout = 600",
                    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "SET SESSION character_set_results = NULL");

    private Connections() {}

    /** Runs a task on a connection of its own; errors of the connection become coded errors. */
    public static <T> T with(Endpoint endpoint, Function<MysqlConnection, T> task) {
        try (MysqlConnection connection = MysqlConnection.connect(address(endpoint))) {
            return task.apply(connection);
        } catch (WireException e) {
            throw coded(endpoint, e);
        }
    }

    /** The endpoint with the limits of comparing. */
    public static MysqlEndpoint address(Endpoint endpoint) {
        if (endpoint.type() == Endpoint.Type.POSTGRESQL) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "a comparison that follows the log reads MySQL and MariaDB only",
                    "endpoint " + endpoint,
                    "Use 'otter check' without --online.");
        }
        if (endpoint.type() == Endpoint.Type.ORACLE) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "tables of Oracle cannot be compared yet",
                    "endpoint " + endpoint,
                    "Compare by hand, or leave the pipeline out.");
        }
        if (endpoint.type() == Endpoint.Type.KAFKA) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "topics of Kafka cannot be compared with tables",
                    "endpoint " + endpoint,
                    "Compare what consumers make of them, or leave the pipeline out.");
        }
        return MysqlEndpoint.of(
                        endpoint.host(), endpoint.port(), endpoint.user(), endpoint.password())
                .withTls(tls(endpoint))
                .withTimeouts(CONNECT_LIMIT, SILENCE_LIMIT);
    }

    /** Makes values come as they are stored. */
    public static void raw(MysqlConnection connection) {
        RAW_SESSION.forEach(connection::query);
    }

    private static TlsMode tls(Endpoint endpoint) {
        return switch (endpoint.tls()) {
            case DISABLED -> TlsMode.DISABLED;
            case PREFERRED -> TlsMode.PREFERRED;
            case REQUIRED -> TlsMode.REQUIRED;
            case VERIFY_CA -> TlsMode.VERIFY_CA;
            case VERIFY_IDENTITY -> TlsMode.VERIFY_IDENTITY;
        };
    }

    /** The error of a connection with a code and what to do. */
    public static OtterException coded(Endpoint endpoint, WireException e) {
        if (e instanceof AuthRefusedException) {
            return new OtterException(
                    ErrorCode.ACCESS_DENIED,
                    e.getMessage(),
                    "endpoint " + endpoint,
                    "Check user and password.",
                    e);
        }
        if (e instanceof ServerErrorException refused) {
            return switch (refused.errorNumber()) {
                case 1044, 1142, 1143, 1227 ->
                        new OtterException(
                                ErrorCode.PRIVILEGE_MISSING,
                                refused.serverMessage(),
                                "endpoint " + endpoint,
                                "Comparing needs SELECT on the tables in scope.",
                                e);
                case 1049, 1146 ->
                        new OtterException(
                                ErrorCode.TABLE_MISSING,
                                refused.serverMessage(),
                                "endpoint " + endpoint,
                                "The table was dropped meanwhile; compare again.",
                                e);
                default ->
                        new OtterException(
                                ErrorCode.ENDPOINT_UNREACHABLE,
                                "the server refused a query: " + refused.getMessage(),
                                "endpoint " + endpoint,
                                "Compare again when the cause is gone.",
                                e);
            };
        }
        return new OtterException(
                ErrorCode.ENDPOINT_UNREACHABLE,
                e.getMessage(),
                "endpoint " + endpoint,
                "Check host, port and network, and that the server runs.",
                e);
    }
}
