package dev.otter.engine.change;

import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/** What travels from the reading stages to the load stage, in log order. */
public sealed interface Delivery {

    /** Memory it holds until it is durable. */
    long bytes();

    /** A whole transaction with rows in scope. */
    record Transaction(SourceTransaction transaction) implements Delivery {
        @Override
        public long bytes() {
            return transaction.bytes();
        }
    }

    /**
     * The log moved on with nothing in scope.
     *
     * @param id the transaction that was out of scope; empty when it was none (rotation, heartbeat)
     * @param end the log is read up to here
     */
    record Skipped(Optional<TransactionId> id, LogPosition end) implements Delivery {
        /** More than its objects take: any number of these may have to wait behind a barrier. */
        static final int BYTES = 256;

        @Override
        public long bytes() {
            return BYTES;
        }
    }

    /**
     * Some rows of a transaction too large to be held in memory. The parts of one transaction
     * follow each other without anything between and end with {@link GiantEnd}, or with {@link
     * GiantBroken}.
     *
     * @param id the transaction's name where it is known before its end
     */
    record GiantPart(List<RowChanges> changes, int rows, long bytes, Optional<TransactionId> id)
            implements Delivery {}

    /** The giant transaction was committed on the source; without changes, only its particulars. */
    record GiantEnd(SourceTransaction particulars) implements Delivery {
        @Override
        public long bytes() {
            return 0;
        }
    }

    /** The connection broke within a giant transaction; it will be read again from its start. */
    record GiantBroken() implements Delivery {
        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * A statement changed the shape of tables in scope.
     *
     * @param statement the SQL text, for messages
     * @param sources the tables in scope that it names
     * @param targets the same as the target calls them
     * @param truncates whether it empties the tables and changes nothing else
     * @param particulars sequence, id and position of the statement; without rows
     * @param logged the statement as it was read
     * @param within whether it stands within a transaction whose rows and end follow: then it is a
     *     barrier only, and nothing of its particulars counts as progress
     */
    record SchemaChange(
            String statement,
            List<TableName> sources,
            List<TableName> targets,
            boolean truncates,
            SourceTransaction particulars,
            LoggedStatement logged,
            boolean within)
            implements Delivery {

        /** The same with other particulars. */
        public SchemaChange with(SourceTransaction other) {
            return new SchemaChange(statement, sources, targets, truncates, other, logged, within);
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
