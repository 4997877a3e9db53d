package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.table.TableRoute;
import java.util.function.Supplier;

/**
 * What is needed to carry statements over.
 *
 * @param pipeline full name of the pipeline
 * @param rules what statements lead to
 * @param route the target's names of tables
 * @param source asked about itself
 * @param target opens a connection to the target that is then ours to close
 * @param tables what is known of the target's tables
 * @param forget makes what is known of the target's tables be asked anew
 * @param comparison decides by comparing the columns of both sides
 * @param board figures and reasons
 * @param acknowledged what appliers of the run were told to be durable
 * @param checkpoints the pipeline's rows of the checkpoint table
 * @param indexes what a full load has still to build
 */
public record DdlConfig(
        String pipeline,
        DdlRules rules,
        TableRoute route,
        DdlSource source,
        Supplier<MysqlConnection> target,
        TargetTables tables,
        Runnable forget,
        SchemaGuard comparison,
        StatusBoard board,
        Acknowledged acknowledged,
        CheckpointTable checkpoints,
        PendingIndexes indexes) {

    /** For messages. */
    String where() {
        return "pipeline " + pipeline;
    }

    /** Our epoch. */
    long epoch() {
        return acknowledged.epoch();
    }

    /**
     * Compares a new connection with what appliers were told. A target that was set back gets those
     * rows again, and a statement that came after them must not run, or count as run, before.
     *
     * @throws dev.otter.engine.load.apply.RestartNeededException when something is missing
     * @throws dev.otter.model.error.OtterException CHECKPOINT_UNUSABLE when no progress is left
     */
    void requireAcknowledged(MysqlConnection connection) {
        Acknowledged.Demand demand = acknowledged.opened();
        demand.require(checkpoints.slots(connection));
    }
}
