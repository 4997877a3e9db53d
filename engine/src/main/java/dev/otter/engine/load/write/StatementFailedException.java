package dev.otter.engine.load.write;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A statement of a group was refused, or its counts show that the target's rows are not as the log
 * says. The target transaction is still open and must be rolled back.
 */
public final class StatementFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RowOp> ops;

    private StatementFailedException(String message, List<RowOp> ops, Throwable cause) {
        super(message, cause);
        this.ops = ops;
    }

    /**
     * A statement was refused.
     *
     * @param error what the target said; what it means is known to those who wrote the statement
     * @param ops the rows of the statement; empty when it is about none, or when it is not known
     */
    public static StatementFailedException refused(RuntimeException error, List<RowOp> ops) {
        return new StatementFailedException(error.getMessage(), ops, error);
    }

    /** The counts of a statement about these rows are wrong. */
    public static StatementFailedException diverged(String message, List<RowOp> ops) {
        return new StatementFailedException(message, ops, null);
    }

    /** A row that was refused on its way already; no statement was sent for it. */
    public static StatementFailedException beforehand(OtterException refusal, RowOp op) {
        return new StatementFailedException(refusal.getMessage(), List.of(op), refusal);
    }

    /** Why the row was refused on its way; empty when the target has refused it. */
    public Optional<OtterException> beforehand() {
        return getCause() instanceof OtterException refusal
                ? Optional.of(refusal)
                : Optional.empty();
    }

    /** The target's refusal; null when only the counts were wrong. */
    public RuntimeException refusal() {
        return getCause() instanceof RuntimeException error && !(error instanceof OtterException)
                ? error
                : null;
    }

    /** The rows of the statement. */
    List<RowOp> ops() {
        return ops;
    }

    /** Whether it is known which row of the log failed. */
    public boolean tellsRow() {
        return ops.size() == 1 && ops.getFirst().sourceRows == 1;
    }

    /**
     * The row of the log that failed.
     *
     * @throws IllegalStateException when {@link #tellsRow} is false
     */
    public FailedRow row() {
        if (!tellsRow()) {
            throw new IllegalStateException("several rows share the statement");
        }
        RowOp op = ops.getFirst();
        RowChanges changes = op.afterOf != null ? op.afterOf : op.beforeOf;
        int image = op.beforeOf != null ? op.before : op.after;
        int perRow = changes.kind().images() * changes.source().columns().size();
        return new FailedRow(op.plan, changes, image / perRow);
    }

    /** The table of the statement; empty when it is about none. */
    public Optional<TableName> table() {
        return ops.isEmpty() ? Optional.empty() : Optional.of(ops.getFirst().plan.target());
    }

    /**
     * One row of the log.
     *
     * @param plan how it was to be written
     * @param changes the event's rows
     * @param row which of them
     */
    public record FailedRow(RowPlan plan, RowChanges changes, int row) {

        /** The row's key as text; of the row before where there is one. */
        public String key() {
            boolean inserted = changes.kind() == ChangeKind.INSERT;
            int image = inserted ? changes.after(row) : changes.before(row);
            return plan.keyText(changes, image);
        }

        /** The image before as text; empty for inserts. */
        public String before() {
            return changes.kind() == ChangeKind.INSERT
                    ? ""
                    : plan.text(changes, changes.before(row));
        }

        /** The image after as text; empty for deletes. */
        public String after() {
            return changes.kind() == ChangeKind.DELETE
                    ? ""
                    : plan.text(changes, changes.after(row));
        }
    }
}
