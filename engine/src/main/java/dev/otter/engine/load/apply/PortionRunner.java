package dev.otter.engine.load.apply;

import dev.otter.engine.load.apply.PieceRunner.Piece;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs statements some of which delete in {@link Portions}: full portions are committed one by one
 * with the slot and without ids, the last one with the ids. Broken off, it begins anew with what is
 * left. One per applier; one thread.
 */
final class PortionRunner {
    private static final int FIRST_ROWS = 100;
    private static final int ROWS_MAX = 50_000;
    private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String stage;
    private final TargetWriter writer;
    private final StatusBoard board;
    private final StopSignal abandon;

    PortionRunner(String stage, TargetWriter writer, StatusBoard board, StopSignal abandon) {
        this.stage = stage;
        this.writer = writer;
        this.board = board;
        this.abandon = abandon;
    }

    static boolean takes(Piece piece) {
        return piece.changes().isEmpty() && piece.extra().stream().anyMatch(Portions::in);
    }

    /** Runs the piece's statements on the open session and commits; fails as a writer does. */
    void run(Piece piece) {
        Claim begun = new Claim(piece.claim().slot(), piece.claim().mark(), List.of());
        writer.open(begun);
        for (String statement : piece.extra()) {
            if (Portions.in(statement)) {
                portions(statement, begun);
            } else {
                writer.run(statement);
            }
        }
        writer.open(piece.claim());
        writer.commit();
    }

    private void portions(String statement, Claim begun) {
        int rows = FIRST_ROWS;
        long gone = 0;
        while (true) {
            long since = System.nanoTime();
            long found = writer.run(Portions.sized(statement, rows));
            if (found < rows) {
                return;
            }
            writer.commit();
            gone += found;
            board.busy(stage, "the target's table is emptied, rows gone so far: " + gone);
            if (abandon.raised()) {
                throw new AbandonedException();
            }
            long took = System.nanoTime() - since;
            if (took < SHORT_NANOS) {
                rows = Math.min(ROWS_MAX, rows * 2);
            } else if (took > LONG_NANOS) {
                rows = Math.max(FIRST_ROWS, rows / 2);
            }
            writer.open(begun);
        }
    }
}
