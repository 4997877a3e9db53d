package dev.otter.engine.verify.online;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which source transactions one look at the target contains. Immutable.
 *
 * @param mark everything up to here is in it
 * @param gtids the mark's GTIDs
 * @param above transactions above the mark that are in it too
 */
record TargetPoint(Checkpoint mark, GtidSet gtids, Set<TransactionId> above) {
    private static final int NO_DATABASE = 1049;
    private static final int NO_TABLE = 1146;

    TargetPoint {
        above = Set.copyOf(above);
    }

    /**
     * Reads it as the connection sees the target.
     *
     * @throws OtterException CHECKPOINT_MISSING when the pipeline has never written one
     */
    static TargetPoint read(MysqlConnection connection, CheckpointTable table, String pipeline) {
        Recovered found;
        try {
            found = table.look(connection);
        } catch (ServerErrorException e) {
            if (e.errorNumber() == NO_DATABASE || e.errorNumber() == NO_TABLE) {
                throw missing(pipeline);
            }
            throw e;
        }
        Checkpoint mark = found.mark().orElseThrow(() -> missing(pipeline));
        Set<TransactionId> above = new HashSet<>();
        for (List<TransactionId> ids : found.durable().values()) {
            above.addAll(ids);
        }
        return new TargetPoint(mark, GtidSet.parse(mark.gtids()), above);
    }

    private static OtterException missing(String pipeline) {
        return new OtterException(
                ErrorCode.CHECKPOINT_MISSING,
                "the target holds no checkpoint of this pipeline, so nothing tells which changes it"
                        + " has",
                "pipeline " + pipeline,
                "Start the pipeline, or compare without --online while nothing is written.");
    }

    /** Whether the look contains the transaction. */
    boolean contains(Named transaction) {
        boolean passed =
                transaction.id() instanceof TransactionId.Gtid gtid && !gtids.isEmpty()
                        ? gtids.contains(new GtidSource(gtid.source(), gtid.tag()), gtid.number())
                        : transaction.end().compareTo(mark.position()) <= 0;
        return passed || above.contains(transaction.id());
    }
}
