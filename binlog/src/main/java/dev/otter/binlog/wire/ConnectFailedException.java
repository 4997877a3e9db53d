package dev.otter.binlog.wire;

/** No connection came to be: unknown host, nobody listens, no answer in time, or TLS failed. */
public final class ConnectFailedException extends WireException {
    ConnectFailedException(String message, Throwable cause) {
        super("wire.connect-failed", message, cause);
    }
}
