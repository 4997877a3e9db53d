package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.ddl.TargetStatement.Rename;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.DdlStatement.Role;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/** Lets the record of tables on hold follow their names. Stateless. */
final class HeldNames {
    private HeldNames() {}

    /** The names that tables get by a statement, in order. */
    static List<Rename> renames(TargetStatement target, Optional<DdlStatement> source) {
        boolean altered =
                target.renames().isEmpty()
                        && source.stream()
                                .flatMap(known -> known.references().stream())
                                .anyMatch(one -> one.role() == Role.NEW_NAME);
        return altered
                ? List.of(new Rename(target.tables().getFirst(), target.tables().getLast()))
                : target.renames();
    }

    /**
     * Moves holds along, within the caller's transaction, in which the statement is written down as
     * done: so it happens once.
     *
     * @return whether any table that is held, or was once, is among them
     */
    static boolean follow(MysqlConnection target, String pipeline, List<Rename> renames) {
        boolean any = false;
        for (Rename one : renames) {
            // A hold of a table that was there before and is gone.
            any |= changed(target, "DELETE FROM `retl`.`retl_held_table`", pipeline, one.to());
            any |=
                    changed(
                            target,
                            "UPDATE `retl`.`retl_held_table` SET `table_name`="
                                    + DdlJournal.literal(one.to().toString()),
                            pipeline,
                            one.from());
        }
        return any;
    }

    private static boolean changed(
            MysqlConnection target, String sql, String pipeline, TableName table) {
        String name = DdlJournal.literal(table.toString());
        String where =
                " WHERE `pipeline`="
                        + DdlJournal.literal(pipeline)
                        + " AND IF(@@lower_case_table_names=0,`table_name`="
                        + name
                        + ",LOWER(`table_name`)=LOWER("
                        + name
                        + "))";
        return target.query(sql + where).outcome().affectedRows() > 0;
    }
}
