package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.verify.Connections;
import dev.otter.engine.verify.RowLayout;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Set;

/**
 * What is learned of the direction back before a pair that flows both ways is compared. Immutable.
 *
 * @param pipeline full name of the pipeline that runs back
 * @param table the target's table, whose rows it carries
 * @param parents tables whose cascades reach it
 * @param named whether the pipeline names transactions by GTIDs
 * @param since where the target's log ended before its table was looked at
 */
record WayBack(
        String pipeline,
        TargetTable table,
        Set<TableName> parents,
        boolean named,
        LogPosition since) {
    WayBack {
        parents = Set.copyOf(parents);
    }

    /**
     * @param source where the pipeline's checkpoint is
     * @param target whose log it reads
     */
    static WayBack learn(String pipeline, Endpoint source, Endpoint target, TableName name) {
        boolean byGtids =
                !Connections.with(source, connection -> point(connection, pipeline))
                        .gtids()
                        .isEmpty();
        return Connections.with(
                target,
                connection -> {
                    boolean named = byGtids && SourcePoint.named(connection);
                    LogPosition since = SourcePoint.read(connection, named).end();
                    TableCatalog catalog = TableCatalog.of(connection);
                    TargetTable table = catalog.table(connection, name);
                    return new WayBack(
                            pipeline,
                            table,
                            Cascades.into(List.of(table), catalog, connection),
                            named,
                            since);
                });
    }

    /**
     * What the source has of the target's changes.
     *
     * @throws dev.otter.model.error.OtterException CHECKPOINT_MISSING when it never had any
     */
    static TargetPoint point(MysqlConnection source, String pipeline) {
        return TargetPoint.read(source, new CheckpointTable(pipeline, 1), pipeline);
    }

    Way way(RowLayout layout) {
        List<TargetTable> tables = List.of(table);
        return new Way(
                pipeline,
                named,
                new Watched(tables, parents, TouchHash.of(layout, tables), since));
    }
}
