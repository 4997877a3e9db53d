package dev.otter.engine.postgresql.write;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.function.Predicate;

/**
 * Refuses rows with which PostgreSQL would write rows of children although nothing cascaded on the
 * source, or although the log tells those rows too: an ordinary session has no setting that leaves
 * cascades out. Stateless.
 */
final class UnseenCascades {
    private UnseenCascades() {}

    /**
     * @throws StatementFailedException when the row's deletion would cascade unasked
     */
    static void refuseDelete(RowOp op) {
        refuse(op, key -> key.onDelete().writesChildren());
    }

    /**
     * @throws StatementFailedException when the update changes columns to which foreign keys refer
     *     that would cascade unasked
     */
    static void refuseUpdate(RowOp op) {
        RowChanges changes = op.afterOf();
        boolean asLogged = changes == op.beforeOf();
        if (asLogged && op.plan().touchesReferencedColumns(changes, op.before(), op.after())) {
            refuse(op, key -> key.onUpdate().writesChildren());
        }
    }

    private static void refuse(RowOp op, Predicate<ForeignKey> cascades) {
        if (op.beforeOf().foreignKeyChecks()) {
            return;
        }
        List<TableName> children =
                op.plan().table().referencedBy().stream()
                        .filter(cascades)
                        .map(ForeignKey::child)
                        .distinct()
                        .toList();
        if (!children.isEmpty()) {
            throw StatementFailedException.beforehand(
                    new OtterException(
                            ErrorCode.ROW_REFUSED,
                            "the source changed a row and left foreign keys alone (foreign_key_checks=0,"
                                    + " or a log that tells cascaded rows by itself), but the target"
                                    + " would change rows of "
                                    + children
                                    + " too",
                            "table " + op.plan().target(),
                            "Take ON DELETE and ON UPDATE CASCADE, SET NULL and SET DEFAULT out of"
                                    + " those keys on the target, then start again."),
                    op);
        }
    }
}
