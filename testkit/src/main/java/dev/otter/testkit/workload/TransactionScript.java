package dev.otter.testkit.workload;

import java.util.List;

/**
 * One transaction as text, without its BEGIN and its end: what a writer wants done, known before
 * anything is sent, so that it can be sent again after a deadlock and compared in tests.
 *
 * @param kind a short name of what it does, for counting and for error messages
 * @param statements in order; may contain savepoints
 * @param ending whether it is committed or rolled back on purpose
 * @param tag a number of the writer's own, handed back to it when the transaction is committed
 */
public record TransactionScript(String kind, List<String> statements, Ending ending, long tag) {

    /** How a script ends. */
    public enum Ending {
        COMMIT,
        ROLLBACK
    }

    public TransactionScript {
        statements = List.copyOf(statements);
    }

    public static TransactionScript commit(String kind, List<String> statements) {
        return new TransactionScript(kind, statements, Ending.COMMIT, 0);
    }
}
