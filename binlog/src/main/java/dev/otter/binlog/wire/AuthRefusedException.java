package dev.otter.binlog.wire;

/** The server does not let this account in; the message says what to look at. */
public final class AuthRefusedException extends WireException {
    private final int errorNumber;

    AuthRefusedException(int errorNumber, String message, Throwable cause) {
        super("wire.auth-refused", message, cause);
        this.errorNumber = errorNumber;
    }

    /** The server's error number, 0 when the client gave up first. */
    public int errorNumber() {
        return errorNumber;
    }
}
