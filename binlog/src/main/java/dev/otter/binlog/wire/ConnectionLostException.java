package dev.otter.binlog.wire;

/**
 * The connection broke, or no answer came in time. Statements sent and not yet answered may or may
 * not have been run: only a new connection can tell.
 */
public final class ConnectionLostException extends WireException {
    public ConnectionLostException(String message, Throwable cause) {
        super("wire.connection-lost", message, cause);
    }
}
