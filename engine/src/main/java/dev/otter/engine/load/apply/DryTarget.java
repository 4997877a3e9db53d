package dev.otter.engine.load.apply;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Optional;

/**
 * A target on which a dry run keeps its place: the checkpoint is written, rows are not.
 *
 * @param target where the checkpoint is
 */
public record DryTarget(ApplyTarget target) implements ApplyTarget {

    @Override
    public long epoch() {
        return target.epoch();
    }

    @Override
    public TargetWriter writer() {
        return new DryWriter(target.writer());
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        return target.fault(failure);
    }

    @Override
    public boolean closesFence(RuntimeException refusal) {
        return target.closesFence(refusal);
    }

    @Override
    public ErrorCode code(RuntimeException refusal) {
        return target.code(refusal);
    }

    @Override
    public Optional<String> remedy(RuntimeException refusal) {
        return target.remedy(refusal);
    }

    @Override
    public OtterException fenced() {
        return target.fenced();
    }

    @Override
    public String hold(TableName table, SourceTransaction transaction, OtterException error) {
        return target.hold(table, transaction, error);
    }

    @Override
    public String quarantine(FailedRow row, SourceTransaction transaction, OtterException error) {
        return target.quarantine(row, transaction, error);
    }
}
