package dev.otter.engine.load.apply;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;

/** The statements that record held tables and quarantined rows on the target. */
final class BadRowStatements {
    private static final int TEXT_MAX = 8000;

    private BadRowStatements() {}

    static String hold(
            String pipeline, TableName table, SourceTransaction transaction, OtterException error) {
        return "INSERT INTO `retl`.`retl_held_table` (`pipeline`,`table_name`,`transaction_id`,"
                + "`position`,`error_code`,`error_text`) VALUES ("
                + text(pipeline)
                + ","
                + text(table.toString())
                + ","
                + text(transaction.id().text())
                + ","
                + text(transaction.end().toString())
                + ","
                + text(error.code().text())
                + ","
                + text(error.getMessage())
                + ") ON DUPLICATE KEY UPDATE `error_text`=`error_text`";
    }

    static String quarantine(
            String pipeline, FailedRow row, SourceTransaction transaction, OtterException error) {
        return "INSERT INTO `retl`.`retl_quarantine` (`pipeline`,`table_name`,`transaction_id`,"
                + "`position`,`kind`,`error_code`,`error_text`,`row_before`,`row_after`) VALUES ("
                + text(pipeline)
                + ","
                + text(row.plan().target().toString())
                + ","
                + text(transaction.id().text())
                + ","
                + text(transaction.end().toString())
                + ","
                + text(row.changes().kind().name())
                + ","
                + text(error.code().text())
                + ","
                + text(error.getMessage())
                + ","
                + text(row.before())
                + ","
                + text(row.after())
                + ")";
    }

    private static String text(String value) {
        String cut = value.length() > TEXT_MAX ? value.substring(0, TEXT_MAX) + "…" : value;
        return "_utf8mb4'" + cut.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
