package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.SlotStatement;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.load.write.GroupWriter;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Set;

/**
 * A target that is MySQL or MariaDB.
 *
 * @param pipeline full name of the pipeline
 * @param endpoint the target
 * @param epoch our epoch
 * @param checkpoints the pipeline's rows of the checkpoint table
 * @param tables what is known of the target's tables
 * @param mode strict or repair
 */
public record MysqlTarget(
        String pipeline,
        MysqlEndpoint endpoint,
        long epoch,
        CheckpointTable checkpoints,
        TargetTables tables,
        ApplyMode mode)
        implements ApplyTarget {
    /** Out of range, truncated, not a value of the character set, too long, not JSON. */
    private static final Set<Integer> VALUE_ERRORS =
            Set.of(1118, 1153, 1264, 1265, 1292, 1366, 1406, 1416, 3140, 3988, 4025, 4078);

    @Override
    public TargetWriter writer() {
        GroupWriter writer =
                new GroupWriter(
                        new TablePlans(tables),
                        new SlotStatement(pipeline, epoch),
                        mode == ApplyMode.STRICT);
        return new MysqlWriter(new TargetSession(endpoint), writer, checkpoints);
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        return failure instanceof WireException wire ? TargetFault.of(wire) : TargetFault.DATA;
    }

    @Override
    public boolean closesFence(RuntimeException refusal) {
        return refusal instanceof ServerErrorException error
                && error.errorNumber() == SlotStatement.FENCE_ERROR;
    }

    @Override
    public ErrorCode code(RuntimeException refusal) {
        boolean value =
                refusal instanceof ServerErrorException error
                        && VALUE_ERRORS.contains(error.errorNumber());
        return value ? ErrorCode.VALUE_NOT_HELD : ErrorCode.ROW_REFUSED;
    }

    @Override
    public OtterException fenced() {
        return checkpoints.fenced();
    }

    @Override
    public String hold(TableName table, SourceTransaction transaction, OtterException error) {
        return BadRowStatements.hold(pipeline, table, transaction, error);
    }

    @Override
    public String quarantine(FailedRow row, SourceTransaction transaction, OtterException error) {
        return BadRowStatements.quarantine(pipeline, row, transaction, error);
    }
}
