package dev.otter.testkit.workload;

import java.sql.SQLException;
import java.util.List;

/**
 * One writer of a workload: says what its next transaction is and hears what became of it. Used by
 * one thread only. Exactly one of {@link #committed}, {@link #rejected}, {@link #unknown} follows a
 * script that ends with COMMIT, before the next script is asked for; a script that ends with
 * ROLLBACK is followed by nothing, or by {@code rejected}.
 */
public interface TransactionWriter {

    /** Statements sent once on each new connection of this writer. */
    default List<String> session() {
        return List.of();
    }

    TransactionScript next();

    /**
     * The script is durable on the server.
     *
     * @param nanos {@link System#nanoTime()} when the answer to COMMIT arrived
     */
    void committed(TransactionScript script, long nanos);

    /**
     * Whether this error is one the workload provokes on purpose: the transaction is rolled back,
     * counted and dropped. Any other error (but deadlocks, lock waits and lost connections, which
     * the runner deals with) ends the run.
     */
    default boolean expects(SQLException error) {
        return false;
    }

    /** The script was rolled back because of an expected error. */
    default void rejected(TransactionScript script, SQLException error) {}

    /** The connection was lost while the script ran: it is committed or not, nobody knows. */
    default void unknown(TransactionScript script) {}
}
