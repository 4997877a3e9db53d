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
import dev.otter.model.channel.RowMode;
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
 * @param rowMode what an update writes of a row
 */
public record MysqlTarget(
        String pipeline,
        MysqlEndpoint endpoint,
        long epoch,
        CheckpointTable checkpoints,
        TargetTables tables,
        ApplyMode mode,
        RowMode rowMode)
        implements ApplyTarget {
    /** Out of range, truncated, not a value of the character set, too long, not JSON. */
    private static final Set<Integer> VALUE_ERRORS =
            Set.of(1118, 1153, 1264, 1265, 1292, 1366, 1406, 1416, 3140, 3988, 4025, 4078);

    /** No such database, column, table, routine; a view is broken; the log's format. */
    private static final Set<Integer> STRUCTURE_ERRORS = Set.of(1049, 1054, 1146, 1305, 1356, 1665);

    /** Updates write what costs the target less. */
    public MysqlTarget(
            String pipeline,
            MysqlEndpoint endpoint,
            long epoch,
            CheckpointTable checkpoints,
            TargetTables tables,
            ApplyMode mode) {
        this(pipeline, endpoint, epoch, checkpoints, tables, mode, RowMode.AUTO);
    }

    @Override
    public TargetWriter writer() {
        GroupWriter writer =
                new GroupWriter(
                        new TablePlans(tables),
                        new SlotStatement(pipeline, epoch),
                        mode == ApplyMode.STRICT,
                        rowMode);
        return new MysqlWriter(new TargetSession(endpoint), writer, checkpoints);
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        return switch (failure) {
            case ServerErrorException error when STRUCTURE_ERRORS.contains(error.errorNumber()) ->
                    TargetFault.STRUCTURE;
            case WireException wire -> TargetFault.of(wire);
            default -> TargetFault.DATA;
        };
    }

    @Override
    public boolean closesFence(RuntimeException refusal) {
        return refusal instanceof ServerErrorException error
                && error.errorNumber() == SlotStatement.FENCE_ERROR;
    }

    @Override
    public ErrorCode code(RuntimeException refusal) {
        int number = refusal instanceof ServerErrorException error ? error.errorNumber() : 0;
        return switch (number) {
            case 1049, 1146 -> ErrorCode.TABLE_MISSING;
            case 1054 -> ErrorCode.TABLE_MISMATCH;
            case 1305, 1356, 1665 -> ErrorCode.TARGET_NOT_READY;
            default ->
                    VALUE_ERRORS.contains(number)
                            ? ErrorCode.VALUE_NOT_HELD
                            : ErrorCode.ROW_REFUSED;
        };
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
