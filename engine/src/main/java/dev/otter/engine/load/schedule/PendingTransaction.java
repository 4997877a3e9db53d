package dev.otter.engine.load.schedule;

import dev.otter.engine.change.SourceTransaction;

/**
 * A source transaction that waits to be applied, with what it touches.
 *
 * @param transaction the rows
 * @param access what they touch on the target
 */
public record PendingTransaction(SourceTransaction transaction, AccessSet access) {

    /** Whether nothing may share a group with it. */
    boolean alone() {
        return transaction.copied();
    }

    /** How much it adds to a group: keys written, a measure of rows left after folding. */
    int weight() {
        return Math.max(1, access.exclusive().length);
    }
}
