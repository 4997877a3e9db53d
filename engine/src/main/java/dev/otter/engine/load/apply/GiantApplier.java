package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.apply.GiantTask.Part;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.write.GroupWriter;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.run.ByteBudget;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Streams a giant transaction into one open target transaction. What goes wrong is not tried again
 * here, for the rows are gone: the pipeline begins anew from its checkpoint. One thread.
 */
public final class GiantApplier {
    private final String where;
    private final TargetSession session;
    private final GroupWriter writer;
    private final HeldTables held;
    private final CheckpointTable checkpoints;
    private final ByteBudget budget;
    private final StatusBoard board;
    private final StopSignal abandon;

    GiantApplier(
            String where, Tools tools, HeldTables held, StatusBoard board, StopSignal abandon) {
        this.where = where;
        this.session = tools.session();
        this.writer = tools.writer();
        this.budget = tools.budget();
        this.checkpoints = tools.checkpoints();
        this.held = held;
        this.board = board;
        this.abandon = abandon;
    }

    /** What it works with. */
    record Tools(
            TargetSession session,
            GroupWriter writer,
            CheckpointTable checkpoints,
            ByteBudget budget) {}

    /**
     * Applies the transaction.
     *
     * @return false when the source broke it off; nothing of it is applied then
     * @throws RestartNeededException when the target broke it off; it must be read again
     */
    public boolean apply(GiantTask task) throws InterruptedException {
        try {
            MysqlConnection connection = session.connection();
            writer.open(connection, new GroupWriter.Claim(task.slot(), task.mark(), List.of()));
            while (true) {
                Part part = next(task);
                switch (part) {
                    case Part.Rows rows -> {
                        List<RowChanges> changes = new ArrayList<>();
                        held.addUnheld(rows.changes(), changes);
                        writer.part(connection, changes);
                        budget.give(rows.bytes());
                    }
                    case Part.Commit commit -> {
                        writer.open(connection, commit.claim());
                        connection.query("COMMIT");
                        return true;
                    }
                    case Part.Break _ -> {
                        session.rollBack();
                        return false;
                    }
                }
            }
        } catch (StatementFailedException e) {
            session.rollBack();
            throw refused(e);
        } catch (WireException e) {
            session.drop();
            throw new RestartNeededException(
                    "the target's connection broke within a giant transaction: " + e.getMessage(),
                    e);
        }
    }

    private Part next(GiantTask task) throws InterruptedException {
        while (true) {
            Part part = task.parts().poll(100, TimeUnit.MILLISECONDS);
            if (part != null) {
                return part;
            }
            if (abandon.raised()) {
                session.rollBack();
                throw new AbandonedException();
            }
        }
    }

    private RuntimeException refused(StatementFailedException e) {
        if (PieceRunner.fenced(e)) {
            return checkpoints.fenced();
        }
        if (e.refusal() != null && TargetFault.of(e.refusal()) != TargetFault.DATA) {
            board.retries.increment();
            return new RestartNeededException(
                    "the target broke off a giant transaction: " + e.getMessage(), e);
        }
        return new OtterException(
                e.refusal() == null ? ErrorCode.ROW_DIVERGED : ErrorCode.ROW_REFUSED,
                "within a transaction too large for memory the target refused rows: "
                        + e.getMessage(),
                where + e.table().map(table -> ", table " + table).orElse(""),
                "Nothing of the transaction was applied. Repair what the message names on the"
                        + " target, then start again.",
                e);
    }
}
