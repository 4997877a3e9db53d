package dev.otter.engine.load.schedule;

import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The low-water mark: the newest point of the log before which everything is durable.
 *
 * <p>Transactions end in any order; only an unbroken run from the oldest one moves the mark. One
 * thread.
 */
public final class Watermark {

    private static final long NOTHING_IN_SCOPE = 0;

    /** A transaction of the log, or, where {@code gap} is there, a stretch without any in scope. */
    private record Entry(
            long sequence, TransactionId id, LogPosition end, long commitMicros, Gap gap) {}

    private final ArrayDeque<Entry> outstanding = new ArrayDeque<>();
    private final Set<Long> done = new HashSet<>();
    private final Consumer<TransactionId> passed;
    private final Consumer<Gap> passedGap;
    private LogPosition position;
    private long sequence;

    /**
     * @param start everything up to here is durable already
     * @param passed told each transaction's id as the mark passes it, in log order
     * @param passedGap told instead of transactions that were out of scope and had to wait
     */
    public Watermark(LogPosition start, Consumer<TransactionId> passed, Consumer<Gap> passedGap) {
        this.position = start;
        this.passed = passed;
        this.passedGap = passedGap;
    }

    /** A transaction was read; it is not durable yet. Sequences must rise. */
    public void opened(long newSequence, TransactionId id, LogPosition end, long commitMicros) {
        outstanding.addLast(new Entry(newSequence, id, end, commitMicros, null));
    }

    /** A transaction is durable. */
    public void closed(long closedSequence) {
        done.add(closedSequence);
        while (!outstanding.isEmpty() && isDone(outstanding.peekFirst())) {
            Entry entry = outstanding.removeFirst();
            sequence = Math.max(sequence, entry.sequence());
            pass(entry);
        }
    }

    private boolean isDone(Entry entry) {
        return entry.sequence() == NOTHING_IN_SCOPE || done.remove(entry.sequence());
    }

    private void pass(Entry entry) {
        if (entry.gap() == null) {
            pass(entry.id(), entry.end());
        } else {
            position = entry.gap().end();
            passedGap.accept(entry.gap());
        }
    }

    private void pass(TransactionId id, LogPosition end) {
        position = end;
        if (id != null) {
            passed.accept(id);
        }
    }

    /**
     * The log moved on with nothing in scope. Any number of these take the room of one.
     *
     * @param id the transaction that was out of scope, or null when it was none
     * @param end the log is read up to here
     */
    public void skipped(TransactionId id, LogPosition end) {
        if (outstanding.isEmpty()) {
            pass(id, end);
            return;
        }
        Gap gap = outstanding.peekLast().gap();
        if (gap == null) {
            gap = new Gap();
            outstanding.addLast(new Entry(NOTHING_IN_SCOPE, null, end, -1, gap));
        }
        gap.add(id, end);
    }

    /** Everything up to here is durable. */
    public LogPosition position() {
        return position;
    }

    /** Every transaction of this run up to this sequence is durable. */
    public long sequence() {
        return sequence;
    }

    /** Commit time of the oldest transaction that is not durable, or -1 when there is none. */
    public long oldestOutstandingMicros() {
        for (Entry entry : outstanding) {
            if (entry.sequence() != NOTHING_IN_SCOPE) {
                return entry.commitMicros();
            }
        }
        return -1;
    }

    /** Transactions, and stretches without any in scope, that are read and not yet passed. */
    public int outstanding() {
        return outstanding.size();
    }
}
