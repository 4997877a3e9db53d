package dev.otter.engine.ddl;

import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A statement as it runs on the target. Immutable.
 *
 * @param sql its text
 * @param again what runs instead when it may have run in part already
 * @param creates the table that it creates, when that is all it does
 * @param tables the target's tables that it changes or creates, in the statement's order
 * @param touches those and the others that it names: nothing may write to them meanwhile
 * @param renames for RENAME TABLE, from and to in order
 */
record TargetStatement(
        String sql,
        String again,
        Optional<TableName> creates,
        List<TableName> tables,
        List<TableName> touches,
        List<Rename> renames) {
    TargetStatement {
        tables = List.copyOf(tables);
        touches = List.copyOf(touches);
        renames = List.copyOf(renames);
    }

    /** One table gets another name. */
    record Rename(TableName from, TableName to) {}
}
