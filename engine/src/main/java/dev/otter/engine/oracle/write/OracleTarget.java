package dev.otter.engine.oracle.write;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.TargetFault;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.bookkeeping.StaleEpochException;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.engine.oracle.table.UnheldValueException;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Optional;

/**
 * A target that is Oracle.
 *
 * @param pipeline full name of the pipeline
 * @param connector opens sessions
 * @param epoch our epoch
 * @param checkpoints the pipeline's rows of the checkpoint table
 * @param tables what is known of the target's tables
 * @param mode strict or repair
 */
public record OracleTarget(
        String pipeline,
        OracleConnector connector,
        long epoch,
        OracleCheckpoints checkpoints,
        TargetTables tables,
        ApplyMode mode)
        implements ApplyTarget {
    private static final int TEXT_MAX = 8000;
    private static final int NO_SUCH_COLUMN = 904;

    @Override
    public TargetWriter writer() {
        return new OracleWriter(
                connector, checkpoints, epoch, new TablePlans(tables), mode == ApplyMode.STRICT);
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        if (!(failure instanceof OracleException error)) {
            return TargetFault.DATA;
        }
        return switch (error.fault()) {
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
        return refusal instanceof StaleEpochException;
    }

    @Override
    public ErrorCode code(RuntimeException refusal) {
        return switch (refusal) {
            case UnheldValueException unheld -> unheld.code();
            case OracleException error when error.fault() == OracleFault.VALUE ->
                    ErrorCode.VALUE_NOT_HELD;
            case OracleException error when error.noSuchTable() -> ErrorCode.TABLE_MISSING;
            case OracleException error when error.number() == NO_SUCH_COLUMN ->
                    ErrorCode.TABLE_MISMATCH;
            case OracleException error when error.fault() == OracleFault.STRUCTURE ->
                    ErrorCode.TARGET_NOT_READY;
            default -> ErrorCode.ROW_REFUSED;
        };
    }

    @Override
    public Optional<String> remedy(RuntimeException refusal) {
        return refusal instanceof UnheldValueException unheld
                        && unheld.code() == ErrorCode.EMPTY_TEXT
                ? Optional.of(
                        "Let the target's column be NULL, which then stands for the empty text too,"
                                + " or give it the type CLOB or BLOB; then start again.")
                : Optional.empty();
    }

    @Override
    public OtterException fenced() {
        return checkpoints.fenced();
    }

    @Override
    public String hold(TableName table, SourceTransaction transaction, OtterException error) {
        String name = text(table.toString(), 270);
        return "MERGE INTO RETL.RETL_HELD_TABLE USING DUAL ON (PIPELINE="
                + text(pipeline, 190)
                + " AND TABLE_NAME="
                + name
                + ") WHEN NOT MATCHED THEN INSERT (PIPELINE,TABLE_NAME,TRANSACTION_ID,POSITION,"
                + "ERROR_CODE,ERROR_TEXT) VALUES ("
                + String.join(
                        ",",
                        text(pipeline, 190),
                        name,
                        text(transaction.id().text(), 500),
                        text(transaction.end().toString(), 600),
                        text(error.code().text(), 20),
                        large(error.getMessage()))
                + ")";
    }

    @Override
    public String quarantine(FailedRow row, SourceTransaction transaction, OtterException error) {
        return "INSERT INTO RETL.RETL_QUARANTINE (PIPELINE,TABLE_NAME,TRANSACTION_ID,POSITION,KIND,"
                + "ERROR_CODE,ERROR_TEXT,ROW_BEFORE,ROW_AFTER) VALUES ("
                + String.join(
                        ",",
                        text(pipeline, 190),
                        text(row.plan().target().toString(), 270),
                        text(transaction.id().text(), 500),
                        text(transaction.end().toString(), 600),
                        text(row.changes().kind().name(), 10),
                        text(error.code().text(), 20),
                        large(error.getMessage()),
                        large(row.before()),
                        large(row.after()))
                + ")";
    }

    private static String text(String value, int most) {
        return OracleSql.literal(cut(value, most));
    }

    private static String large(String value) {
        return OracleSql.large(cut(value, TEXT_MAX));
    }

    private static String cut(String value, int most) {
        String plain = value.replace('\0', '?');
        return plain.length() > most ? plain.substring(0, most - 1) + "…" : plain;
    }
}
