package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import java.util.List;

/**
 * One applier's session on the target. Each target transaction begins with the statement that
 * claims the checkpoint slot and checks the epoch; nothing is durable before {@link #commit}. A
 * session that breaks within a transaction is never replaced silently: only {@link #connect} opens
 * another.
 *
 * <p>For one thread, but {@link #abort} may come from any. Every method but {@link #rollBack},
 * {@link #drop}, {@link #abort} and {@link #close} throws a {@link
 * dev.otter.binlog.wire.WireException} when the session broke or could not be opened.
 */
public interface TargetWriter extends AutoCloseable {

    /**
     * Opens the session when it is not open; comes before every transaction.
     *
     * @return whether it was opened by this call
     */
    boolean connect();

    /** What the checkpoint's slots say now, without waiting for locks; outside of a transaction. */
    List<WrittenSlot> slots();

    /**
     * Sends and proves the slot and all rows of one target transaction.
     *
     * @param folding whether rows of one key may be folded and statements joined; without it each
     *     row is a statement of its own, so that a failure tells the row
     * @param extra statements that go along
     * @throws dev.otter.engine.load.write.StatementFailedException when a statement is refused or
     *     its count is wrong; the transaction is open and must be rolled back
     */
    void write(Claim claim, List<RowChanges> changes, boolean folding, List<String> extra);

    /** Opens a transaction whose rows come in parts; fails as {@link #write}. */
    void open(Claim claim);

    /** Writes one part of an open transaction; fails as {@link #write}. */
    void part(List<RowChanges> changes);

    /**
     * Runs one statement within an open transaction; fails as {@link #write}.
     *
     * @return rows affected
     */
    long run(String statement);

    /** Makes the open transaction durable. */
    void commit();

    /**
     * Whether a transaction with this claim became durable although its answer was lost. Waits for
     * its end when the server is still running it.
     */
    boolean holds(Claim claim);

    /** Rolls back what is open; a session that cannot is given up. */
    void rollBack();

    /** Gives the session up; the next use opens another. */
    void drop();

    /** Breaks the session under whoever waits for it. */
    void abort();

    @Override
    void close();
}
