package dev.otter.binlog.wire;

/**
 * What the server reports of one statement that it ran.
 *
 * @param affectedRows rows changed (without CLIENT_FOUND_ROWS: a row set to its old values does not
 *     count; an upsert counts 1 for an insert, 2 for a change, 0 for neither); for a result set the
 *     number of its rows
 * @param lastInsertId first generated number, 0 when none
 * @param warnings number of warnings
 * @param status status bits of the server after the statement
 * @param resultSet true when the statement answered with rows
 * @param info the server's remark, such as "Rows matched: 1 …"; may be in another language; empty
 *     when none
 * @param moreFollow true when another statement of the same packet has its outcome next
 */
public record StatementOutcome(
        long affectedRows,
        long lastInsertId,
        int warnings,
        int status,
        boolean resultSet,
        String info,
        boolean moreFollow) {

    private static final int IN_TRANSACTION = 0x0001;

    /** Rows an UPDATE found, changed or not; -1 when the server did not say (not an UPDATE). */
    public long matchedRows() {
        return infoNumber(0);
    }

    /** Whether a transaction is open after the statement. */
    public boolean inTransaction() {
        return (status & IN_TRANSACTION) != 0;
    }

    /** The n-th number of the remark; its words depend on the server's language, its order not. */
    long infoNumber(int index) {
        int seen = 0;
        int at = 0;
        while (at < info.length()) {
            if (!digit(info.charAt(at))) {
                at++;
                continue;
            }
            long value = 0;
            while (at < info.length() && digit(info.charAt(at))) {
                value = value * 10 + (info.charAt(at) - '0');
                at++;
            }
            if (seen == index) {
                return value;
            }
            seen++;
        }
        return -1;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
