package dev.otter.binlog.bytes;

/**
 * The log holds something that cannot be read with certainty. Never followed by a guess: the reader
 * stops at this event. Carries a code, what was found, where, and what to do.
 */
public final class BinlogFormatException extends RuntimeException {
    /** What kind of trouble it is; {@link #id()} is what operators see. */
    public enum Code {
        MALFORMED(
                "BINLOG-MALFORMED",
                "read the log again; if it repeats, check the file with mysqlbinlog"),
        CHECKSUM(
                "BINLOG-CHECKSUM",
                "the bytes were changed on the way; read again, check disk and net"),
        UNKNOWN_EVENT(
                "BINLOG-UNKNOWN-EVENT", "the server is newer than this reader; report its version"),
        UNKNOWN_TYPE(
                "BINLOG-UNKNOWN-TYPE", "leave the table out, or report the column's definition"),
        UNKNOWN_TABLE("BINLOG-UNKNOWN-TABLE", "start reading at the start of a transaction");

        private final String id;
        private final String remedy;

        Code(String id, String remedy) {
            this.id = id;
            this.remedy = remedy;
        }

        /** The stable text of this code. */
        public String id() {
            return id;
        }

        /** What an operator can do. */
        public String remedy() {
            return remedy;
        }
    }

    private final Code code;
    private final String what;
    private final String where;

    /** An error whose place is not known yet; see {@link #at}. */
    public BinlogFormatException(Code code, String what) {
        this(code, what, "", null);
    }

    private BinlogFormatException(Code code, String what, String where, Throwable cause) {
        super(code.id() + ": " + what + (where.isEmpty() ? "" : " (" + where + ")"), cause);
        this.code = code;
        this.what = what;
        this.where = where;
    }

    /** Short for the commonest kind. */
    public static BinlogFormatException malformed(String what) {
        return new BinlogFormatException(Code.MALFORMED, what);
    }

    /** The same error with its place added in front of what is known of the place. */
    public BinlogFormatException at(String place) {
        String whole = where.isEmpty() ? place : place + ", " + where;
        return new BinlogFormatException(code, what, whole, this);
    }

    public Code code() {
        return code;
    }

    /** What was found, without the place. */
    public String what() {
        return what;
    }

    /** Table and log position as far as known. */
    public String where() {
        return where;
    }

    /** What to do about it. */
    public String remedy() {
        return code.remedy();
    }
}
