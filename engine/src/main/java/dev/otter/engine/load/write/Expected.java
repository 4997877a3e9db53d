package dev.otter.engine.load.write;

import dev.otter.binlog.wire.StatementOutcome;
import java.util.List;

/**
 * What the server must report of one statement, and which rows it is about.
 *
 * @param kind how the count is to be read
 * @param count the number wanted
 * @param ops the rows; empty for statements that are not about rows
 */
record Expected(Kind kind, long count, List<RowOp> ops) {

    /** Which number proves a statement. */
    enum Kind {
        /** Nothing to prove. */
        ANYTHING,
        /** Rows affected. */
        AFFECTED,
        /** Rows found by an UPDATE, changed or not. */
        MATCHED,
        /** Rows written by REPLACE; each may count for the one that goes, too, but no more go. */
        REPLACED
    }

    static final Expected ANYTHING = new Expected(Kind.ANYTHING, 0, List.of());

    boolean metBy(StatementOutcome outcome) {
        return switch (kind) {
            case ANYTHING -> true;
            case AFFECTED -> outcome.affectedRows() == count;
            case MATCHED -> outcome.matchedRows() == count;
            case REPLACED -> outcome.affectedRows() >= count && outcome.affectedRows() <= 2 * count;
        };
    }

    /** The number that the server reported. */
    long reported(StatementOutcome outcome) {
        return kind == Kind.MATCHED ? outcome.matchedRows() : outcome.affectedRows();
    }
}
