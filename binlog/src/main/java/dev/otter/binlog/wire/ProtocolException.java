package dev.otter.binlog.wire;

/** The bytes received are not what the protocol allows; the connection cannot be used further. */
public final class ProtocolException extends WireException {
    public ProtocolException(String message) {
        this(message, null);
    }

    public ProtocolException(String message, Throwable cause) {
        super("wire.protocol", message, cause);
    }
}
