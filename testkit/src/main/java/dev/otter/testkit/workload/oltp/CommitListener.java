package dev.otter.testkit.workload.oltp;

/** Hears of each committed transaction that inserted rows. Called by the writer threads. */
@FunctionalInterface
public interface CommitListener {

    /**
     * A transaction is durable on the source.
     *
     * @param id the greatest id it inserted; ids of one writer grow
     * @param nanos {@link System#nanoTime()} when the answer to COMMIT arrived
     */
    void onCommit(long id, long nanos);

    static CommitListener none() {
        return (_, _) -> {};
    }
}
