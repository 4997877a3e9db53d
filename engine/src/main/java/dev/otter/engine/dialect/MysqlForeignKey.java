package dev.otter.engine.dialect;

import dev.otter.model.table.TableName;
import java.util.List;

/**
 * A foreign key as the source defines it. Immutable.
 *
 * @param name its name; empty where the source chooses one
 * @param columns the child's columns
 * @param parent the source's table that is referred to
 * @param parentColumns its columns, in the same order
 * @param onDelete what is said behind ON DELETE, in capitals; empty for nothing
 * @param onUpdate what is said behind ON UPDATE
 * @param text as the statement spells it, for messages
 */
public record MysqlForeignKey(
        String name,
        List<String> columns,
        TableName parent,
        List<String> parentColumns,
        String onDelete,
        String onUpdate,
        String text) {
    public MysqlForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** Whether the server writes rows of the child by itself, which no log of rows shows. */
    public boolean cascades() {
        return writes(onDelete) || writes(onUpdate);
    }

    private static boolean writes(String action) {
        return action.equals("CASCADE") || action.startsWith("SET ");
    }
}
