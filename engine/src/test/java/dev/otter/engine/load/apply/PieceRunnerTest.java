package dev.otter.engine.load.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an applier tells while it tries again. */
class PieceRunnerTest {
    private static final String STAGE = "shop/a-load-1";

    private final StatusBoard board = new StatusBoard(InstantSource.system());
    private final List<String> shown = new ArrayList<>();

    /** Refuses the first transaction for a lock, takes the second. */
    private final class Session implements TargetWriter {
        private int writes;

        @Override
        public boolean connect() {
            return false;
        }

        @Override
        public List<WrittenSlot> slots() {
            return List.of();
        }

        @Override
        public void write(
                Claim claim, List<RowChanges> changes, boolean folding, List<String> extra) {
            shown.add(board.longestWait().map(StatusBoard.Wait::reason).orElse(""));
            writes++;
            if (writes == 1) {
                throw StatementFailedException.refused(
                        new IllegalStateException("Lock wait timeout exceeded"), List.of());
            }
        }

        @Override
        public void open(Claim claim) {}

        @Override
        public void part(List<RowChanges> changes) {}

        @Override
        public long run(String statement) {
            return 0;
        }

        @Override
        public void commit() {}

        @Override
        public boolean holds(Claim claim) {
            return false;
        }

        @Override
        public void rollBack() {}

        @Override
        public void drop() {}

        @Override
        public void abort() {}

        @Override
        public void close() {}
    }

    /** Every refusal is about locks. */
    private final class Locked implements ApplyTarget {
        @Override
        public long epoch() {
            return 1;
        }

        @Override
        public TargetWriter writer() {
            return new Session();
        }

        @Override
        public TargetFault fault(RuntimeException failure) {
            return TargetFault.CONTENTION;
        }

        @Override
        public boolean closesFence(RuntimeException refusal) {
            return false;
        }

        @Override
        public ErrorCode code(RuntimeException refusal) {
            return ErrorCode.ROW_REFUSED;
        }

        @Override
        public OtterException fenced() {
            throw new IllegalStateException("nobody else is there");
        }

        @Override
        public String hold(TableName table, SourceTransaction transaction, OtterException error) {
            throw new IllegalStateException("nothing is held");
        }

        @Override
        public String quarantine(
                FailedRow row, SourceTransaction transaction, OtterException error) {
            throw new IllegalStateException("nothing is put aside");
        }
    }

    @Test
    void locks_that_others_hold_are_told_until_the_piece_is_durable() throws Exception {
        Locked target = new Locked();
        PieceRunner runner =
                new PieceRunner(
                        STAGE,
                        target,
                        target.writer(),
                        new PieceRunner.Signals(
                                board, new StopSignal(), new Acknowledged("shop/a", 1)));
        board.stuck("load", "nothing ends", STAGE::equals);

        Checkpoint mark = new Checkpoint(new LogPosition("log.000001", 4), "");
        runner.run(
                new PieceRunner.Piece(
                        new Claim(new SlotUse(0, 1, 0), mark, List.of()),
                        List.of(),
                        true,
                        List.of(),
                        false));

        assertThat(shown)
                .containsExactly(
                        "nothing ends",
                        "nothing ends: others hold locks on the target, trying again: Lock wait"
                                + " timeout exceeded");
        assertThat(board.longestWait().map(StatusBoard.Wait::reason)).contains("nothing ends");
        assertThat(board.retries.sum()).isEqualTo(1);
    }
}
