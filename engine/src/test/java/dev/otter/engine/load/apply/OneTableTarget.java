package dev.otter.engine.load.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.wire.ConnectionLostException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A target of one table, of which it keeps how many rows there are, and of one slot. One thread.
 */
final class OneTableTarget implements ApplyTarget, TargetWriter {
    static final int SLOT = 1;
    static final long EPOCH = 3;

    /** What becomes of commits; of those behind the last all are answered. */
    final Deque<Fate> fates = new ArrayDeque<>();

    /** What was asked of it. */
    final List<String> calls = new ArrayList<>();

    /** How many transactions each commit named. */
    final List<Integer> named = new ArrayList<>();

    /** What happens before a commit is answered. */
    Runnable answering = () -> {};

    int rows;
    Claim durable;
    boolean connected;
    private int gone;
    private Claim open;

    /** What becomes of a COMMIT. */
    enum Fate {
        ANSWERED,
        /** It is done, and nobody hears of it. */
        ANSWER_LOST,
        /** The session breaks before it is done. */
        LOST
    }

    @Override
    public boolean connect() {
        boolean opens = !connected;
        connected = true;
        return opens;
    }

    @Override
    public List<WrittenSlot> slots() {
        return List.of(
                durable == null
                        ? new WrittenSlot(SLOT, EPOCH, 1, 1, true)
                        : new WrittenSlot(
                                SLOT, EPOCH, durable.slot().number(), durable.ids().size(), true));
    }

    @Override
    public void write(Claim claim, List<RowChanges> changes, boolean folding, List<String> extra) {
        calls.add("write");
        open = claim;
    }

    @Override
    public void open(Claim claim) {
        calls.add("open");
        open = claim;
    }

    @Override
    public void part(List<RowChanges> changes) {
        throw new IllegalStateException("no giant comes here");
    }

    /** Deletes as many rows as the statement's last word says. */
    @Override
    public long run(String statement) {
        assertThat(open).as("the slot comes before: %s", statement).isNotNull();
        int most = Integer.parseInt(statement.substring(statement.lastIndexOf(' ') + 1));
        gone = Math.min(most, rows);
        calls.add("delete " + gone);
        return gone;
    }

    @Override
    public void commit() {
        Claim claim = open;
        open = null;
        Fate fate = fates.isEmpty() ? Fate.ANSWERED : fates.removeFirst();
        if (fate != Fate.LOST) {
            calls.add("committed");
            durable = claim;
            named.add(claim.ids().size());
            rows -= gone;
            gone = 0;
        }
        if (fate != Fate.ANSWERED) {
            throw new ConnectionLostException("the session broke", null);
        }
        answering.run();
    }

    @Override
    public boolean holds(Claim claim) {
        calls.add("asked");
        return claim.equals(durable);
    }

    @Override
    public void rollBack() {
        open = null;
        gone = 0;
    }

    @Override
    public void drop() {
        connected = false;
        rollBack();
    }

    @Override
    public void abort() {
        drop();
    }

    @Override
    public void close() {
        drop();
    }

    @Override
    public long epoch() {
        return EPOCH;
    }

    @Override
    public TargetWriter writer() {
        return this;
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        return TargetFault.DISCONNECTED;
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
        throw new IllegalStateException("nobody has taken over");
    }

    @Override
    public String hold(TableName table, SourceTransaction transaction, OtterException error) {
        throw new IllegalStateException("nothing is held");
    }

    @Override
    public String quarantine(FailedRow row, SourceTransaction transaction, OtterException error) {
        throw new IllegalStateException("nothing is put aside");
    }
}
