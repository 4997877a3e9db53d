package dev.otter.engine.load.schedule;

import dev.otter.engine.change.SourceTransaction;

/**
 * A source transaction that waits to be applied, with what it touches.
 *
 * @param transaction the rows
 * @param access what they touch on the target
 * @param refusal why the target refused it while older ones may have been under way; empty when it
 *     did not. Such a one is tried again alone, when everything older is durable
 */
public record PendingTransaction(SourceTransaction transaction, AccessSet access, String refusal) {

    /** One that was not tried yet. */
    public PendingTransaction(SourceTransaction transaction, AccessSet access) {
        this(transaction, access, "");
    }

    /** Whether the target has refused it once. */
    public boolean refused() {
        return !refusal.isEmpty();
    }

    /** The same, refused once for this reason. */
    public PendingTransaction refusedFor(String reason) {
        return new PendingTransaction(transaction, access, reason);
    }

    /** The same, which also holds this hash exclusively until it is durable. */
    public PendingTransaction holding(long hash) {
        return new PendingTransaction(transaction, access.withExclusive(hash), refusal);
    }

    /** Whether nothing may share a group with it. */
    boolean alone() {
        return transaction.copied();
    }

    /** How much it adds to a group: keys written, a measure of rows left after folding. */
    int weight() {
        return Math.max(1, access.exclusive().length);
    }
}
