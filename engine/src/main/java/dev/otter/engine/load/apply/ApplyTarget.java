package dev.otter.engine.load.apply;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Optional;

/**
 * One kind of target as appliers need it: sessions that write, what failures mean, and the
 * statements that record rows set aside. For one run of one pipeline. Thread-safe.
 */
public interface ApplyTarget {

    /** Our epoch. */
    long epoch();

    /** A new session, not yet connected. */
    TargetWriter writer();

    /** What a failure of a session, or the refusal of a statement, calls for. */
    TargetFault fault(RuntimeException failure);

    /** Whether the refusal says that another process has raised the epoch. */
    boolean closesFence(RuntimeException refusal);

    /**
     * The code of a refused row: VALUE_NOT_HELD or a more special one when a column cannot hold a
     * value, ROW_REFUSED otherwise; and of what is not about rows ({@link TargetFault#STRUCTURE}).
     */
    ErrorCode code(RuntimeException refusal);

    /** What to do about a refused row; empty where its code says enough. */
    default Optional<String> remedy(RuntimeException refusal) {
        return Optional.empty();
    }

    /** The error of a pipeline whose epoch is no longer the newest. */
    OtterException fenced();

    /** The statement that records that a table is held. */
    String hold(TableName table, SourceTransaction transaction, OtterException error);

    /** The statement that puts a row aside. */
    String quarantine(FailedRow row, SourceTransaction transaction, OtterException error);
}
