package dev.otter.binlog.stream;

import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import java.util.Locale;

/** The source does not, or not any longer, send its log from the wanted point. */
public final class DumpRefusedException extends WireException {

    /** Kinds of refusal, by what can be done. */
    public enum Reason {
        /** The log that is needed was deleted: only a new copy of the data helps. */
        PURGED,
        /** The point is not in the log: no such file, or behind its end; or a foreign history. */
        OUT_OF_RANGE,
        /** Another replica showed the same server id or UUID. */
        REPLACED,
        /** The account may not read the log. */
        FORBIDDEN,
        /** Anything else; the server's text tells. */
        OTHER
    }

    private static final int NOT_ALLOWED = 1227;
    private static final int ACCESS_DENIED = 1045;
    private static final int FATAL_READING_LOG = 1236;
    private static final int PURGED_REQUIRED = 1789;

    private final Reason reason;
    private final int errorNumber;

    private DumpRefusedException(
            Reason reason, String source, String why, ServerErrorException cause) {
        super(
                "stream.refused-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                source + " does not send its log: " + why + "; " + advice(reason),
                cause);
        this.reason = reason;
        this.errorNumber = cause == null ? 0 : cause.errorNumber();
    }

    static DumpRefusedException of(String source, ServerErrorException error) {
        return new DumpRefusedException(reason(error), source, error.getMessage(), error);
    }

    /** Found out before the source was asked for its log. */
    static DumpRefusedException foreseen(Reason reason, String source, String why) {
        return new DumpRefusedException(reason, source, why, null);
    }

    private static Reason reason(ServerErrorException error) {
        String text = error.serverMessage().toLowerCase(Locale.ROOT);
        return switch (error.errorNumber()) {
            case NOT_ALLOWED, ACCESS_DENIED -> Reason.FORBIDDEN;
            case PURGED_REQUIRED -> Reason.PURGED;
            case FATAL_READING_LOG -> fatal(text);
            default -> Reason.OTHER;
        };
    }

    private static Reason fatal(String text) {
        if (text.contains("same server_uuid") || text.contains("same server_id")) {
            return Reason.REPLACED;
        }
        if (text.contains("purged")) {
            return Reason.PURGED;
        }
        if (text.contains("could not find first log")
                || text.contains("impossible position")
                || text.contains("position > file size")
                || text.contains("has more gtids than")
                || text.contains("diverged")
                || text.contains("which is not in the master's binlog")
                || text.contains("start replication from")) {
            return Reason.OUT_OF_RANGE;
        }
        return Reason.OTHER;
    }

    private static String advice(Reason reason) {
        return switch (reason) {
            case PURGED -> "copy the data anew and start after the copy";
            case OUT_OF_RANGE -> "check that this is the same server and the start is its own";
            case REPLACED -> "give every replica and every stream its own server id and UUID";
            case FORBIDDEN -> "GRANT REPLICATION SLAVE ON *.* to the account";
            case OTHER -> "see the server's text";
        };
    }

    /** What kind of refusal it is. */
    public Reason reason() {
        return reason;
    }

    /** The server's error number; 0 when it was not asked because the refusal was foreseen. */
    public int errorNumber() {
        return errorNumber;
    }
}
