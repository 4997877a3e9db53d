package dev.otter.engine.oracle.write;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;

/**
 * Refuses rows with whose deletion Oracle would write rows of children although nothing cascaded on
 * the source, or although the log tells those rows too: no setting of a session leaves cascades
 * out. Changed keys never cascade on Oracle. Stateless.
 */
final class UnseenCascades {
    private UnseenCascades() {}

    /**
     * @throws StatementFailedException when the row's deletion would cascade unasked
     */
    static void refuseDelete(RowOp op) {
        if (op.beforeOf().foreignKeyChecks()) {
            return;
        }
        List<TableName> children =
                op.plan().table().referencedBy().stream()
                        .filter(key -> key.onDelete().writesChildren())
                        .map(ForeignKey::child)
                        .distinct()
                        .toList();
        if (!children.isEmpty()) {
            throw StatementFailedException.beforehand(
                    new OtterException(
                            ErrorCode.ROW_REFUSED,
                            "the source deleted a row and left foreign keys alone"
                                    + " (foreign_key_checks=0, or a log that tells cascaded rows by"
                                    + " itself), but the target would change rows of "
                                    + children
                                    + " too",
                            "table " + op.plan().target(),
                            "Take ON DELETE CASCADE and SET NULL out of those keys on the target,"
                                    + " then start again."),
                    op);
        }
    }
}
