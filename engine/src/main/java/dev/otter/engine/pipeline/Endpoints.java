package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.select.ServerIdentity;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;

/** Opens connections to configured endpoints. Stateless. */
final class Endpoints {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Longer than any statement of ours should take; lock waits end after 20 s. */
    private static final Duration ANSWER = Duration.ofMinutes(10);

    private Endpoints() {}

    /**
     * How the server is reached.
     *
     * @throws OtterException KIND_NOT_READABLE for a kind that has no log we could read
     */
    static MysqlEndpoint wire(Endpoint endpoint) {
        if (!endpoint.type().readable()) {
            throw new OtterException(
                    ErrorCode.KIND_NOT_READABLE,
                    endpoint.type().title() + " can be a target only",
                    "endpoint " + endpoint,
                    "Give an endpoint of type mysql or mariadb as 'from'.");
        }
        return MysqlEndpoint.of(
                        endpoint.host(), endpoint.port(), endpoint.user(), endpoint.password())
                .withTls(dev.otter.binlog.wire.TlsMode.valueOf(endpoint.tls().name()))
                .withTimeouts(CONNECT, ANSWER);
    }

    /**
     * Connects once.
     *
     * @throws OtterException ENDPOINT_UNREACHABLE or ACCESS_DENIED
     */
    static MysqlConnection connect(Endpoint endpoint) {
        try {
            return MysqlConnection.connect(wire(endpoint));
        } catch (AuthRefusedException e) {
            throw new OtterException(
                    ErrorCode.ACCESS_DENIED,
                    "the server refuses the account: " + e.getMessage(),
                    "endpoint " + endpoint,
                    "Check user and password, and from which hosts the account may come.",
                    e);
        } catch (WireException e) {
            throw unreachable(endpoint, e);
        }
    }

    /**
     * Connects to a server that must be this one: positions in its log mean nothing on another.
     *
     * @throws OtterException SOURCE_REPLACED when another answers
     */
    static MysqlConnection connect(Endpoint endpoint, String identity, String where) {
        MysqlConnection connection = connect(endpoint);
        try {
            if (ServerIdentity.of(connection).equals(identity)) {
                return connection;
            }
        } catch (WireException e) {
            connection.abort();
            throw unreachable(endpoint, e);
        }
        connection.close();
        throw new OtterException(
                ErrorCode.SOURCE_REPLACED,
                "another server answers, no longer " + identity,
                where + ", source " + endpoint,
                "Nothing to do: the pipeline is opened anew.");
    }

    static OtterException unreachable(Endpoint endpoint, WireException e) {
        return new OtterException(
                ErrorCode.ENDPOINT_UNREACHABLE,
                e.getMessage(),
                "endpoint " + endpoint,
                "Check host and port, that the server runs, and that nothing between blocks it.",
                e);
    }
}
