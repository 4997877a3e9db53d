package dev.otter.engine.postgresql.write;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.TargetFault;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.engine.postgresql.bookkeeping.PostgresCheckpoints;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresFault;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.postgresql.table.UnheldValueException;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A target that is PostgreSQL.
 *
 * @param pipeline full name of the pipeline
 * @param endpoint the target
 * @param epoch our epoch
 * @param checkpoints the pipeline's rows of the checkpoint table
 * @param tables what is known of the target's tables
 * @param mode strict or repair
 */
public record PostgresTarget(
        String pipeline,
        Endpoint endpoint,
        long epoch,
        PostgresCheckpoints checkpoints,
        TargetTables tables,
        ApplyMode mode)
        implements ApplyTarget {
    private static final int TEXT_MAX = 8000;

    @Override
    public TargetWriter writer() {
        return new PostgresWriter(
                endpoint, checkpoints, epoch, new TablePlans(tables), mode == ApplyMode.STRICT);
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        if (!(failure instanceof PostgresException error)) {
            return TargetFault.DATA;
        }
        return switch (PostgresFault.of(error)) {
            case CONTENTION -> TargetFault.CONTENTION;
            case DISCONNECTED -> TargetFault.DISCONNECTED;
            case UNAVAILABLE -> TargetFault.UNAVAILABLE;
            case REFUSED -> TargetFault.REFUSED;
            case STRUCTURE -> TargetFault.STRUCTURE;
            case VALUE, DATA -> TargetFault.DATA;
        };
    }

    @Override
    public boolean closesFence(RuntimeException refusal) {
        return refusal instanceof PostgresException error && PostgresCheckpoints.closesFence(error);
    }

    @Override
    public ErrorCode code(RuntimeException refusal) {
        return switch (refusal) {
            case UnheldValueException unheld -> unheld.code();
            case PostgresException error when PostgresFault.of(error) == PostgresFault.VALUE ->
                    ErrorCode.VALUE_NOT_HELD;
            case PostgresException error when error.sqlState().equals("42P01") ->
                    ErrorCode.TABLE_MISSING;
            case PostgresException error when error.sqlState().equals("42703") ->
                    ErrorCode.TABLE_MISMATCH;
            case PostgresException error when PostgresFault.of(error) == PostgresFault.STRUCTURE ->
                    ErrorCode.TARGET_NOT_READY;
            default -> ErrorCode.ROW_REFUSED;
        };
    }

    @Override
    public OtterException fenced() {
        return checkpoints.fenced();
    }

    @Override
    public String hold(TableName table, SourceTransaction transaction, OtterException error) {
        return "INSERT INTO retl.retl_held_table (pipeline,table_name,transaction_id,position,"
                + "error_code,error_text) VALUES ("
                + texts(
                        List.of(
                                pipeline,
                                table.toString(),
                                transaction.id().text(),
                                transaction.end().toString(),
                                error.code().text(),
                                error.getMessage()))
                + ") ON CONFLICT DO NOTHING";
    }

    @Override
    public String quarantine(FailedRow row, SourceTransaction transaction, OtterException error) {
        return "INSERT INTO retl.retl_quarantine (pipeline,table_name,transaction_id,position,kind,"
                + "error_code,error_text,row_before,row_after) VALUES ("
                + texts(
                        List.of(
                                pipeline,
                                row.plan().target().toString(),
                                transaction.id().text(),
                                transaction.end().toString(),
                                row.changes().kind().name(),
                                error.code().text(),
                                error.getMessage(),
                                row.before(),
                                row.after()))
                + ")";
    }

    private static String texts(List<String> values) {
        return values.stream().map(PostgresTarget::text).collect(Collectors.joining(","));
    }

    private static String text(String value) {
        String cut = value.length() > TEXT_MAX ? value.substring(0, TEXT_MAX) + "…" : value;
        return PostgresSql.literal(cut.replace('\0', '?'));
    }
}
