package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the tables whose changes make the server write rows that no log of rows shows. */
final class Cascades {
    private Cascades() {}

    /** All tables, near and far, whose deletes or updates cascade into these. */
    static Set<TableName> into(
            List<TargetTable> tables, TableCatalog catalog, MysqlConnection connection) {
        Set<TableName> found = new TreeSet<>();
        Deque<TargetTable> open = new ArrayDeque<>(tables);
        while (!open.isEmpty()) {
            for (ForeignKey key : open.removeFirst().foreignKeys()) {
                if (key.cascades() && found.add(key.parent())) {
                    catalog.find(connection, key.parent()).ifPresent(open::addLast);
                }
            }
        }
        return found;
    }
}
