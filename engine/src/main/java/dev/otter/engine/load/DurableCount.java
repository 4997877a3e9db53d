package dev.otter.engine.load;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.run.StatusBoard;

/** Counts what has become durable, each group at once. Owned by the load thread. */
final class DurableCount {
    private final StatusBoard board;
    private final RowTally tally = new RowTally();
    private long transactions;

    DurableCount(StatusBoard board) {
        this.board = board;
    }

    /** A transaction of the log, or copied rows, which are told so to whoever copies. */
    void add(SourceTransaction transaction) {
        if (transaction.copied()) {
            board.rowsCopied.add(transaction.rows());
            transaction.changes().getFirst().copied().orElseThrow().durable().run();
            return;
        }
        board.rowsApplied.add(transaction.rows());
        tally.add(transaction.changes());
        transactions++;
    }

    /** That was all of the group. */
    void report() {
        tally.report(board);
        board.transactionsApplied.add(transactions);
        transactions = 0;
    }
}
