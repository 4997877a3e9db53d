package dev.otter.engine.load.apply;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a row that cannot be applied: say exactly which and why, then stop, hold its
 * table, or put it aside into {@code retl.retl_quarantine} within the same target transaction.
 * Thread-safe.
 */
public final class BadRows {
    private static final Logger LOG = LoggerFactory.getLogger(BadRows.class);

    private final String pipeline;
    private final ApplyTarget target;
    private final ErrorPolicy policy;
    private final HeldTables held;
    private final StatusBoard board;

    public BadRows(ApplierConfig config, HeldTables held, StatusBoard board) {
        this.pipeline = config.pipeline();
        this.target = config.target();
        this.policy = config.policy();
        this.held = held;
        this.board = board;
    }

    ErrorPolicy policy() {
        return policy;
    }

    /** The coded error with row, table, transaction and position. */
    OtterException describe(StatementFailedException e, SourceTransaction transaction) {
        if (transaction.copied()) {
            return copyRefused(e);
        }
        String table = e.table().map(TableName::toString).orElse("retl.retl_checkpoint");
        String where =
                "pipeline "
                        + pipeline
                        + ", table "
                        + table
                        + ", transaction "
                        + transaction.id().text()
                        + " ending at "
                        + transaction.end();
        if (e.beforehand().isPresent()) {
            OtterException earlier = e.beforehand().get();
            return new OtterException(
                    earlier.code(),
                    earlier.what()
                            + ": "
                            + e.row().changes().kind()
                            + " of row {"
                            + e.row().key()
                            + "}",
                    where,
                    earlier.remedy(),
                    e);
        }
        RuntimeException refusal = e.refusal();
        String rows = e.tellsRow() ? rows(e.row()) : "";
        if (refusal == null) {
            return new OtterException(
                    ErrorCode.ROW_DIVERGED,
                    "a row of the target is not as the source's log says ("
                            + e.getMessage()
                            + ")"
                            + rows,
                    where,
                    "Compare both sides with 'otter check' and repair the row, or use apply: repair"
                            + " until they are equal.",
                    e);
        }
        ErrorCode code = target.code(refusal);
        return new OtterException(
                code,
                "the target refused a row with " + refusal.getMessage() + rows,
                where,
                target.remedy(refusal)
                        .orElse(
                                code != ErrorCode.ROW_REFUSED
                                        ? "Make the target's column fit the source's, then start"
                                                + " again."
                                        : "Repair what the message names on the target, then start"
                                                + " again; the transaction is tried anew."),
                e);
    }

    private OtterException copyRefused(StatementFailedException e) {
        String table = e.table().map(TableName::toString).orElse("retl.retl_snapshot");
        return new OtterException(
                ErrorCode.COPY_REFUSED,
                "the target refused rows of the full load: "
                        + e.getMessage()
                        + (e.tellsRow() ? rows(e.row()) : ""),
                "pipeline " + pipeline + ", table " + table,
                "Make the target's table fit the source's, then start again: the load goes on"
                        + " behind the last rows that are durable.",
                e);
    }

    private static String rows(FailedRow row) {
        StringBuilder text = new StringBuilder(": ");
        text.append(row.changes().kind());
        if (!row.before().isEmpty()) {
            text.append(", before {").append(row.before()).append('}');
        }
        if (!row.after().isEmpty()) {
            text.append(", after {").append(row.after()).append('}');
        }
        return text.toString();
    }

    /**
     * The transaction's changes without the bad row, or without its table; adds the statement that
     * records it.
     *
     * @param holds gets the table, when it is to be held
     */
    List<RowChanges> setAside(
            StatementFailedException e,
            OtterException error,
            SourceTransaction transaction,
            List<RowChanges> changes,
            List<String> extra,
            NewHolds holds) {
        FailedRow bad = e.row();
        List<RowChanges> left = new ArrayList<>();
        if (policy == ErrorPolicy.HOLD_TABLE) {
            TableName table = bad.plan().target();
            holds.add(table, error.getMessage());
            extra.add(target.hold(table, transaction, error));
            held.addUnheld(changes, holds.tables(), left);
            return left;
        }
        extra.add(target.quarantine(bad, transaction, error));
        for (RowChanges change : changes) {
            if (change != bad.changes()) {
                left.add(change);
            } else if (change.rows() > 1 || change.copied().isPresent()) {
                // Copied rows carry the record of the load, which moves also when none is left.
                left.add(change.without(bad.row()));
            }
        }
        return left;
    }

    /** A transaction was refused beside older ones, and taken without a word after them. */
    void takenAlone(PendingTransaction transaction) {
        board.triedAlone.increment();
        LOG.warn(
                "pipeline {}: transaction {} depends on an older one in a way that was not foreseen;"
                        + " it was taken when tried again alone, after it was refused: {}",
                pipeline,
                transaction.transaction().id().text(),
                transaction.refusal());
    }

    /** Entries that became durable together with their transaction, and its holds. */
    void durable(int entries, NewHolds holds) {
        holds.durable(board);
        if (policy == ErrorPolicy.QUARANTINE) {
            board.quarantined.add(entries);
        }
    }
}
