package dev.otter.engine.change;

import dev.otter.binlog.event.RowsEvent;
import dev.otter.binlog.event.TableMap;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;

/**
 * Gets the source's transactions in log order. Called by the reading thread only; may block, which
 * holds the reading back.
 */
public interface LogListener {

    /** Whether rows of this table are wanted; asked once per shape. */
    boolean wants(TableMap table);

    /** Rows of a wanted table within the current transaction; valid during the call only. */
    void rows(RowsEvent event);

    /**
     * The transaction that begins has this name. Not called where the name is known at the end
     * only.
     */
    void named(TransactionId id);

    /**
     * A statement within a transaction that goes on behind it and has its own end: a table that is
     * created from a SELECT, or rows of a session that does not log them.
     *
     * @param end where the statement ends; no place to go on at
     */
    void statementWithin(LoggedStatement statement, LogPosition end, long commitMicros);

    /**
     * A statement other than rows and transaction control that is a transaction of its own.
     *
     * @param statement what it is
     * @param id the transaction's name
     * @param end where it ends
     * @param commitMicros its time by the source's clock
     */
    void statement(LoggedStatement statement, TransactionId id, LogPosition end, long commitMicros);

    /** The current transaction was committed; it may have had no wanted rows. */
    void committed(TransactionId id, LogPosition end, long commitMicros);

    /** The current transaction had no effect (rolled back). */
    void rolledBack(TransactionId id, LogPosition end);

    /**
     * The log moved on without any transaction; also told now and then while it stays where it is.
     */
    void moved(LogPosition end);

    /**
     * What came of the current transaction counts for nothing: reading broke off, and it will come
     * again from its start, or the log leaves it without its end.
     */
    void broken();
}
