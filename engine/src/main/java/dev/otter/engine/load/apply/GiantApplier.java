package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.apply.GiantTask.Part;
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
    private final ApplyTarget target;
    private final TargetWriter writer;
    private final HeldTables held;
    private final ByteBudget budget;
    private final StatusBoard board;
    private final StopSignal abandon;
    private final Acknowledged acknowledged;

    GiantApplier(
            String where, Tools tools, HeldTables held, StatusBoard board, StopSignal abandon) {
        this.where = where;
        this.target = tools.target();
        this.writer = tools.writer();
        this.budget = tools.budget();
        this.held = held;
        this.board = board;
        this.abandon = abandon;
        this.acknowledged = tools.acknowledged();
    }

    /** What it works with. */
    record Tools(
            ApplyTarget target,
            TargetWriter writer,
            ByteBudget budget,
            Acknowledged acknowledged) {}

    /**
     * Applies the transaction.
     *
     * @return false when the source broke it off; nothing of it is applied then
     * @throws RestartNeededException when the target broke it off; it must be read again
     */
    public boolean apply(GiantTask task) throws InterruptedException {
        try {
            PieceRunner.connect(writer, acknowledged);
            long sessions = acknowledged.sessions();
            writer.open(new GroupWriter.Claim(task.slot(), task.mark(), List.of()));
            while (true) {
                Part part = next(task);
                switch (part) {
                    case Part.Rows rows -> {
                        List<RowChanges> changes = new ArrayList<>();
                        held.addUnheld(rows.changes(), changes);
                        writer.part(changes);
                        budget.give(rows.bytes());
                    }
                    case Part.Commit commit -> {
                        writer.open(commit.claim());
                        writer.commit();
                        if (!acknowledged.durable(commit.claim(), sessions)
                                && !writer.holds(commit.claim())) {
                            throw new RestartNeededException(
                                    "the target no longer has a giant transaction that it had"
                                            + " acknowledged",
                                    null);
                        }
                        return true;
                    }
                    case Part.Break _ -> {
                        writer.rollBack();
                        return false;
                    }
                }
            }
        } catch (StatementFailedException e) {
            writer.rollBack();
            throw refused(e);
        } catch (WireException e) {
            writer.drop();
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
                writer.rollBack();
                throw new AbandonedException();
            }
        }
    }

    private RuntimeException refused(StatementFailedException e) {
        if (PieceRunner.fenced(target, e)) {
            return target.fenced();
        }
        if (e.refusal() != null && target.fault(e.refusal()) == TargetFault.STRUCTURE) {
            return PieceRunner.structure(target, where, e);
        }
        if (e.refusal() != null && target.fault(e.refusal()) != TargetFault.DATA) {
            board.retries.increment();
            return new RestartNeededException(
                    "the target broke off a giant transaction: " + e.getMessage(), e);
        }
        if (e.beforehand().isPresent()) {
            OtterException earlier = e.beforehand().get();
            return new OtterException(
                    earlier.code(),
                    earlier.what() + ": row {" + e.row().key() + "}",
                    where + e.table().map(table -> ", table " + table).orElse(""),
                    "Nothing of the transaction, which is too large for memory, was applied. "
                            + earlier.remedy(),
                    e);
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
