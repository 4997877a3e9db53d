package dev.otter.engine.ddl;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;

/**
 * Under what a statement is written down: its transaction, and which of the times it is that it
 * runs, where its tables have several targets. Immutable.
 *
 * @param text unique within a pipeline
 * @param end the log's position right behind the statement
 */
public record StatementName(String text, LogPosition end) {
    /** Between a transaction and the number of the time; no transaction's name ends so. */
    private static final String TIME = "#";

    /**
     * @param lane which time it is, from 0
     */
    public static StatementName of(SourceTransaction transaction, int lane) {
        return new StatementName(transaction.id().text() + suffix(lane), transaction.end());
    }

    /** What stands behind the transaction; nothing for the first time. */
    static String suffix(int lane) {
        return lane == 0 ? "" : TIME + (lane + 1);
    }

    /** The transaction of a name, whichever time it is of. */
    public static TransactionId transaction(String text) {
        int at = text.lastIndexOf(TIME);
        return TransactionId.parse(at < text.lastIndexOf(':') ? text : text.substring(0, at));
    }
}
