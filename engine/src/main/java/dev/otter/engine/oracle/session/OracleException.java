package dev.otter.engine.oracle.session;

import dev.otter.binlog.wire.WireException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * Oracle refused something, or the connection to it broke; {@link #fault} tells which. A refused
 * statement has changed nothing; what stands before it in the transaction is still there.
 */
public final class OracleException extends WireException {
    private static final long serialVersionUID = 1L;
    private static final int NO_SUCH_TABLE = 942;

    /** Numbers above are the driver's own, of which the cause tells more. */
    private static final int DRIVER_ERRORS = 17000;

    private final int number;
    private final OracleFault fault;

    private OracleException(String message, int number, OracleFault fault, Throwable cause) {
        super("oracle.error", message, cause);
        this.number = number;
        this.fault = fault;
    }

    /** From what the driver throws; of a batch, the refusal of its statement. */
    public static OracleException of(SQLException thrown) {
        SQLException telling = telling(thrown);
        int number = telling.getErrorCode();
        return new OracleException(
                message(telling), number, OracleFault.of(number, telling), thrown);
    }

    private static SQLException telling(SQLException thrown) {
        if (thrown instanceof BatchUpdateException) {
            if (thrown.getNextException() != null) {
                return thrown.getNextException();
            }
            if (thrown.getCause() instanceof SQLException cause) {
                return cause;
            }
        }
        return thrown;
    }

    /** One line, without the addresses of pages that newer servers add. */
    private static String message(SQLException thrown) {
        String said = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        String text =
                said.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("https://"))
                        .collect(Collectors.joining("; "));
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String cause = root.getMessage();
        boolean more = thrown.getErrorCode() > DRIVER_ERRORS && cause != null;
        return more && !text.contains(cause) ? text + " (" + cause + ")" : text;
    }

    /** The number behind {@code ORA-}; 0 when there was no answer. */
    public int number() {
        return number;
    }

    /** What it calls for. */
    public OracleFault fault() {
        return fault;
    }

    /** Whether a table is not there, or the account has no right to know of it. */
    public boolean noSuchTable() {
        return number == NO_SUCH_TABLE;
    }
}
