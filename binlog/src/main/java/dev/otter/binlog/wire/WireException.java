package dev.otter.binlog.wire;

/**
 * Something between us and a server went wrong. {@link ServerErrorException} means the server said
 * no and the connection goes on; after every other kind the connection is gone, and whether a
 * statement on its way was run is unknown.
 */
public abstract class WireException extends RuntimeException {
    private final String code;

    protected WireException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Short stable name of the kind of failure, for counting and for documents. */
    public final String code() {
        return code;
    }
}
