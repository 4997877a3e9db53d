package dev.otter.system.fault;

import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;

/**
 * One committed transaction of a server's log, reduced to what the audit looks at.
 *
 * @param id its GTID, or file and end position
 * @param end right behind its last event
 * @param inScope whether it changes rows of the tables under test
 * @param marks rows of the mark tables that it writes, in order
 * @param claims source transactions that its writes of checkpoint slots newly name
 */
record LoggedTransaction(
        TransactionId id,
        LogPosition end,
        boolean inScope,
        List<Mark> marks,
        List<TransactionId> claims) {

    LoggedTransaction {
        marks = List.copyOf(marks);
        claims = List.copyOf(claims);
    }

    /**
     * Written as first and as last statement of a source transaction, each into its own table.
     *
     * @param table which of the two
     * @param number of the source transaction, unique in a run
     */
    record Mark(String table, long number) {
        @Override
        public String toString() {
            return table + " " + number;
        }
    }
}
