package dev.otter.binlog.wire;

import java.nio.charset.StandardCharsets;

/**
 * The server refused a statement and said why. The connection remains usable; of a packet with
 * several statements those after {@link #statementIndex} were not run.
 */
public final class ServerErrorException extends WireException {
    private final int errorNumber;
    private final String sqlState;
    private final String serverMessage;
    private final int statementIndex;

    public ServerErrorException(
            int errorNumber, String sqlState, String serverMessage, int statementIndex) {
        super(
                "wire.server-error",
                "error " + errorNumber + " (" + sqlState + "): " + serverMessage,
                null);
        this.errorNumber = errorNumber;
        this.sqlState = sqlState;
        this.serverMessage = serverMessage;
        this.statementIndex = statementIndex;
    }

    /** Reads an ERR packet that starts with its 0xFF byte. */
    public static ServerErrorException read(
            byte[] buffer, int offset, int length, int statementIndex) {
        if (length < 3) {
            throw new ProtocolException("error packet of " + length + " bytes");
        }
        int number = (buffer[offset + 1] & 0xFF) | (buffer[offset + 2] & 0xFF) << 8;
        int at = offset + 3;
        String state = "HY000";
        if (length >= 9 && buffer[at] == '#') {
            state = new String(buffer, at + 1, 5, StandardCharsets.US_ASCII);
            at += 6;
        }
        String text = new String(buffer, at, offset + length - at, StandardCharsets.UTF_8);
        return new ServerErrorException(number, state, text, statementIndex);
    }

    /**
     * True when the server ends the session with this error. What was running then may have come to
     * pass in spite of it.
     */
    public boolean endsSession() {
        return switch (errorNumber) {
            // shutdown, packets too large or broken, session killed, idle for too long
            case 1053, 1152, 1153, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161 -> true;
            case 1184, 1927, 3169, 3977, 4031 -> true;
            default -> false;
        };
    }

    /** MySQL's number of the error, such as 1062. */
    public int errorNumber() {
        return errorNumber;
    }

    /** Five characters of SQLSTATE. */
    public String sqlState() {
        return sqlState;
    }

    /** The server's own text. */
    public String serverMessage() {
        return serverMessage;
    }

    /** Which statement of the packet failed, counted from 0. */
    public int statementIndex() {
        return statementIndex;
    }
}
