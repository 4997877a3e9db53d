package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.table.TableRoute;
import java.util.function.Supplier;

/**
 * What is needed to carry statements over.
 *
 * @param pipeline full name of the pipeline
 * @param epoch our epoch
 * @param rules what statements lead to
 * @param route the target's names of tables
 * @param source asked about itself
 * @param target opens a connection to the target that is then ours to close
 * @param tables what is known of the target's tables
 * @param forget makes what is known of the target's tables be asked anew
 * @param comparison decides by comparing the columns of both sides
 * @param board figures and reasons
 * @param indexes what a full load has still to build
 */
public record DdlConfig(
        String pipeline,
        long epoch,
        DdlRules rules,
        TableRoute route,
        DdlSource source,
        Supplier<MysqlConnection> target,
        TargetTables tables,
        Runnable forget,
        SchemaGuard comparison,
        StatusBoard board,
        PendingIndexes indexes) {

    /** For messages. */
    String where() {
        return "pipeline " + pipeline;
    }
}
