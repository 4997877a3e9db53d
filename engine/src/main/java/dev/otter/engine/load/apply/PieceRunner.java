package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.SlotStatement;
import dev.otter.engine.load.write.GroupWriter;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.position.TransactionSet;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes one target transaction durable, as often and as long as it takes: deadlocks and lock waits
 * are tried again, lost connections are opened again and the slot asked what became of the commit,
 * and a target that cannot write is waited for. Only data is not tried again.
 *
 * <p>One per applier; one thread.
 */
final class PieceRunner {
    /** Contention after which a group of several transactions is better taken apart. */
    private static final int CONTENTION_MAX = 4;

    private final String stage;
    private final TargetSession session;
    private final GroupWriter writer;
    private final CheckpointTable checkpoints;
    private final StatusBoard board;
    private final StopSignal abandon;
    private final Backoff contention =
            new Backoff(Duration.ofMillis(5), Duration.ofMillis(500), RandomGenerator.getDefault());
    private final Backoff outage =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());

    PieceRunner(
            String stage,
            TargetSession session,
            GroupWriter writer,
            CheckpointTable checkpoints,
            Signals signals) {
        this.stage = stage;
        this.session = session;
        this.writer = writer;
        this.checkpoints = checkpoints;
        this.board = signals.board();
        this.abandon = signals.abandon();
    }

    /**
     * Where an applier reports, and what ends its waiting.
     *
     * @param board figures and reasons
     * @param abandon raised when waiting is to end without success
     */
    record Signals(StatusBoard board, StopSignal abandon) {}

    /**
     * What one target transaction holds.
     *
     * @param claim slot, mark and ids
     * @param changes rows in log order
     * @param folding whether rows may be folded
     * @param extra statements that go along
     * @param divisible whether the caller can take it apart when it meets contention again and
     *     again
     */
    record Piece(
            GroupWriter.Claim claim,
            List<RowChanges> changes,
            boolean folding,
            List<String> extra,
            boolean divisible) {}

    /**
     * Returns once the piece is durable.
     *
     * @throws StatementFailedException when its rows cannot be applied as they are, or when it is
     *     divisible and only meets contention; nothing of it is applied
     * @throws AbandonedException when waiting was ended; what became of it is unknown
     */
    void run(Piece piece) throws InterruptedException {
        boolean unknown = false;
        while (true) {
            if (abandon.raised()) {
                throw new AbandonedException();
            }
            try {
                MysqlConnection connection = session.connection();
                if (unknown && holds(connection, piece)) {
                    break;
                }
                unknown = true;
                writer.write(
                        connection, piece.claim(), piece.changes(), piece.folding(), piece.extra());
                connection.query("COMMIT");
                break;
            } catch (StatementFailedException e) {
                session.rollBack();
                unknown = false;
                retryOrThrow(piece, e);
            } catch (ServerErrorException e) {
                session.drop();
                unknown = true;
                pauseOutage(e, TargetFault.of(e));
            } catch (WireException e) {
                session.drop();
                pauseOutage(e, TargetFault.of(e));
            }
        }
        contention.reset();
        outage.reset();
        board.moving(stage);
    }

    private boolean holds(MysqlConnection connection, Piece piece) {
        return checkpoints.holds(
                connection,
                piece.claim().slot().slot(),
                piece.claim().slot().number(),
                TransactionSet.encode(piece.claim().ids()));
    }

    private void retryOrThrow(Piece piece, StatementFailedException e) throws InterruptedException {
        ServerErrorException refusal = e.refusal();
        if (refusal == null) {
            throw e;
        }
        if (fenced(e)) {
            throw checkpoints.fenced();
        }
        TargetFault fault = TargetFault.of(refusal);
        switch (fault) {
            case CONTENTION -> {
                board.retries.increment();
                if (piece.divisible() && contention.failures() >= CONTENTION_MAX) {
                    contention.reset();
                    throw e;
                }
                abandon.pause(contention.next());
            }
            case DISCONNECTED -> {
                session.drop();
                pauseOutage(refusal, fault);
            }
            case UNAVAILABLE, REFUSED -> pauseOutage(refusal, fault);
            case DATA -> throw e;
        }
    }

    /** Only the slot's statement is about no table; a row may be refused with the same number. */
    static boolean fenced(StatementFailedException e) {
        return e.refusal() != null
                && e.refusal().errorNumber() == SlotStatement.FENCE_ERROR
                && e.table().isEmpty();
    }

    private void pauseOutage(WireException e, TargetFault fault) throws InterruptedException {
        board.retries.increment();
        String reason =
                switch (fault) {
                    case REFUSED -> "the target refuses the account, trying again: ";
                    case UNAVAILABLE -> "the target cannot write now, trying again: ";
                    case DISCONNECTED, CONTENTION, DATA ->
                            "no connection to the target, trying again: ";
                };
        board.waiting(stage, reason + e.getMessage());
        abandon.pause(outage.next());
    }
}
