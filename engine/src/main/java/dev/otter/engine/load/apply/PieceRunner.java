package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.write.GroupWriter;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.OtterException;
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
    private final ApplyTarget target;
    private final TargetWriter writer;
    private final StatusBoard board;
    private final StopSignal abandon;
    private final Acknowledged acknowledged;
    private final PortionRunner portions;
    private final Backoff contention =
            new Backoff(Duration.ofMillis(5), Duration.ofMillis(500), RandomGenerator.getDefault());
    private final Backoff outage =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());

    PieceRunner(String stage, ApplyTarget target, TargetWriter writer, Signals signals) {
        this.stage = stage;
        this.target = target;
        this.writer = writer;
        this.board = signals.board();
        this.abandon = signals.abandon();
        this.acknowledged = signals.acknowledged();
        this.portions = new PortionRunner(stage, writer, board, abandon);
    }

    /**
     * Where an applier reports, and what ends its waiting.
     *
     * @param board figures and reasons
     * @param abandon raised when waiting is to end without success
     * @param acknowledged what all appliers of the run were told to be durable
     */
    record Signals(StatusBoard board, StopSignal abandon, Acknowledged acknowledged) {}

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
     * @throws RestartNeededException when the target lost what it had acknowledged
     */
    void run(Piece piece) throws InterruptedException {
        boolean unknown = false;
        while (true) {
            if (abandon.raised()) {
                throw new AbandonedException();
            }
            try {
                connect(writer, acknowledged);
                long sessions = acknowledged.sessions();
                if (!unknown || !writer.holds(piece.claim())) {
                    unknown = true;
                    write(piece);
                }
                if (acknowledged.durable(piece.claim(), sessions)) {
                    break;
                }
            } catch (StatementFailedException e) {
                writer.rollBack();
                unknown = false;
                retryOrThrow(piece, e);
            } catch (ServerErrorException e) {
                writer.drop();
                unknown = true;
                pauseOutage(e, target.fault(e));
            } catch (WireException e) {
                writer.drop();
                pauseOutage(e, target.fault(e));
            }
        }
        contention.reset();
        outage.reset();
        board.moving(stage);
    }

    /** The task has ended, however it did: what was in its way is not in that of the next. */
    void over() {
        board.moving(stage);
    }

    /** A session that was opened must find what others were told before it writes. */
    static void connect(TargetWriter writer, Acknowledged acknowledged) {
        if (writer.connect()) {
            Acknowledged.Demand demand = acknowledged.opened();
            try {
                demand.require(writer.slots());
            } catch (RuntimeException e) {
                writer.drop();
                throw e;
            }
        }
    }

    private void write(Piece piece) {
        if (PortionRunner.takes(piece)) {
            portions.run(piece);
            return;
        }
        writer.write(piece.claim(), piece.changes(), piece.folding(), piece.extra());
        writer.commit();
    }

    private void retryOrThrow(Piece piece, StatementFailedException e) throws InterruptedException {
        RuntimeException refusal = e.refusal();
        if (refusal == null) {
            throw e;
        }
        if (fenced(target, e)) {
            throw target.fenced();
        }
        TargetFault fault = target.fault(refusal);
        switch (fault) {
            case CONTENTION -> {
                board.retries.increment();
                board.trouble(
                        stage,
                        "others hold locks on the target, trying again: " + refusal.getMessage());
                if (piece.divisible() && contention.failures() >= CONTENTION_MAX) {
                    contention.reset();
                    throw e;
                }
                abandon.pause(contention.next());
            }
            case DISCONNECTED -> {
                writer.drop();
                pauseOutage(refusal, fault);
            }
            case UNAVAILABLE, REFUSED -> pauseOutage(refusal, fault);
            case STRUCTURE -> throw structure(target, stage, e);
            case DATA -> throw e;
        }
    }

    /** Only the slot's statement is about no table; a row may be refused with the same number. */
    static boolean fenced(ApplyTarget target, StatementFailedException e) {
        return e.refusal() != null && target.closesFence(e.refusal()) && e.table().isEmpty();
    }

    /** What stops a pipeline whatever its policy for rows is: no row is to blame. */
    static OtterException structure(ApplyTarget target, String where, StatementFailedException e) {
        return new OtterException(
                target.code(e.refusal()),
                "the target refused a statement with "
                        + e.getMessage()
                        + ", which is not about its rows",
                where + e.table().map(table -> ", table " + table).orElse(""),
                "Put right on the target what the message names, then start again; no row was put"
                        + " aside for it.",
                e);
    }

    private void pauseOutage(RuntimeException e, TargetFault fault) throws InterruptedException {
        board.retries.increment();
        String reason =
                switch (fault) {
                    case REFUSED -> "the target refuses the account, trying again: ";
                    case UNAVAILABLE -> "the target cannot write now, trying again: ";
                    case DISCONNECTED, CONTENTION, STRUCTURE, DATA ->
                            "no connection to the target, trying again: ";
                };
        board.waiting(stage, reason + e.getMessage());
        abandon.pause(outage.next());
    }
}
