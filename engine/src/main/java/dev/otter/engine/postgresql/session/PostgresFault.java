package dev.otter.engine.postgresql.session;

/** What a SQLSTATE calls for. */
public enum PostgresFault {
    /** Deadlock, lock wait, serialization: the whole transaction again. */
    CONTENTION,
    /** The connection broke or will not be given. */
    DISCONNECTED,
    /** The server cannot write just now. */
    UNAVAILABLE,
    /** The account lacks something. */
    REFUSED,
    /** A table, column or function is not there, or in no state to be written. */
    STRUCTURE,
    /** A column cannot hold a value. */
    VALUE,
    /** A constraint, or anything else about the rows. */
    DATA;

    public static PostgresFault of(PostgresException e) {
        String state = e.sqlState();
        return switch (state) {
            case "40001", "40P01", "55P03" -> CONTENTION;
            // Shut down, starting up, terminated, timed out, too many connections.
            case "57P01", "57P02", "57P03", "57P05", "57014", "25P03", "25P04", "53300" ->
                    DISCONNECTED;
            // Disk full, out of memory, read-only, failing disk.
            case "53000", "53100", "53200", "53400", "25006", "57P04" -> UNAVAILABLE;
            // No such table, column, schema, function; in no state for this; the server's mistake.
            case "42P01", "42703", "3F000", "42883", "55000", "XX000", "XX001", "XX002" ->
                    STRUCTURE;
            case "42501", "3D000", "28000", "28P01" -> REFUSED;
            // A row too large for a page or an index.
            case "54000" -> VALUE;
            default ->
                    switch (state.length() < 2 ? "08" : state.substring(0, 2)) {
                        case "08" -> DISCONNECTED;
                        // Outside of the server: files, disks, operating system.
                        case "58" -> UNAVAILABLE;
                        case "22" -> VALUE;
                        default -> DATA;
                    };
        };
    }
}
