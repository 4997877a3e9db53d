package dev.otter.binlog.json;

/**
 * A TIME of a day or more inside of a document: MySQL 8.0 keeps it right and tells it wrong (100
 * hours as 76, and 28 hours both for 28 and for 36), so that its text says nothing.
 */
public final class LongJsonTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param told the server's text
     */
    LongJsonTimeException(String told) {
        super("a TIME of a day or more, which the server tells as " + told);
    }
}
