package dev.otter.engine.snapshot;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.change.StageClosedException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Where chunks of a full load join the stream of changes. Stands in front of the load stage:
 * changes of tables that are being copied are marked or left out, and between two transactions
 * chunks are handed on as transactions of their own, once the stream has passed the point up to
 * which the log was written when they had been read.
 *
 * <p>{@link #accept} belongs to the reading thread, the rest to the copying threads; one lock
 * guards all of it, the tables too.
 */
final class SnapshotMerge implements DeliverySink {
    private static final long POLL_MILLIS = 20;

    private final CopyTables tables;
    private final ChangeMarks marks;
    private final ChunkTransactions transactions;
    private final DeliverySink next;
    private final long windowBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ChunkOffers offers;

    private LogPosition at;
    private boolean insideGiant;
    private boolean held;
    private LogPosition limit;
    private volatile boolean closed;

    /**
     * @param tables what is copied
     * @param record how progress is written
     * @param start where the stream begins
     * @param next the load stage
     * @param sizes when there is room for chunks, and how much a window may hold
     */
    SnapshotMerge(
            CopyTables tables,
            CopyRecord record,
            LogPosition start,
            DeliverySink next,
            Sizes sizes) {
        this.tables = tables;
        this.marks = new ChangeMarks(tables);
        this.transactions = new ChunkTransactions(record, tables);
        this.at = start;
        this.next = next;
        this.windowBytes = sizes.windowBytes();
        LongSupplier queued = sizes.queuedBytes();
        this.offers =
                new ChunkOffers(
                        transactions,
                        () -> queued.getAsLong() < sizes.roomBytes(),
                        this::emit);
    }

    /**
     * Bounds.
     *
     * @param queuedBytes what lies before the target now
     * @param roomBytes chunks wait while more lies there: changes come first
     * @param windowBytes changes held for one chunk
     */
    record Sizes(LongSupplier queuedBytes, long roomBytes, long windowBytes) {}

    @Override
    public void accept(Delivery delivery) {
        lock.lock();
        try {
            awaitLeave();
            forward(delivery);
            if (!insideGiant) {
                handOver();
                moved.signalAll();
            }
        } catch (StageClosedException e) {
            closed = true;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** While a table is copied for which the log has to stand still. */
    private void awaitLeave() {
        try {
            while (!insideGiant && (held || (limit != null && at.compareTo(limit) >= 0))) {
                if (closed) {
                    throw new StageClosedException();
                }
                moved.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageClosedException();
        }
    }

    private void forward(Delivery delivery) {
        switch (delivery) {
            case Delivery.Transaction whole -> transaction(whole.transaction());
            case Delivery.Skipped skipped -> {
                next.accept(skipped);
                at = skipped.end();
            }
            case Delivery.GiantPart part -> {
                insideGiant = true;
                List<RowChanges> kept = marks.marked(part.changes(), at, Optional.empty());
                next.accept(new Delivery.GiantPart(kept, part.rows(), part.bytes(), part.id()));
            }
            case Delivery.GiantEnd end -> {
                next.accept(new Delivery.GiantEnd(renumbered(end.particulars())));
                at = end.particulars().end();
                insideGiant = false;
            }
            case Delivery.GiantBroken broken -> {
                next.accept(broken);
                insideGiant = false;
            }
            case Delivery.SchemaChange change -> {
                awaitWhole(change);
                for (TableName name : change.sources()) {
                    tables.find(name).ifPresent(CopyTable::shapeChanged);
                }
                next.accept(change.with(renumbered(change.particulars())));
                if (!change.within()) {
                    at = change.particulars().end();
                }
            }
        }
    }

    /**
     * The record of a copy knows tables by their names: before a name comes to stand for other rows
     * its table must be whole. The last of its rows and its indexes are waited for.
     */
    private void awaitWhole(Delivery.SchemaChange change) {
        LogPosition end = change.particulars().end();
        for (CopyTable table : tables.swapped(change)) {
            boolean before = table.beginsBehind(end);
            if (!before && (table.setAsideHalf() || !table.finished())) {
                throw SwapStatements.tooEarly(table, change);
            }
            try {
                while (!before && !table.whole()) {
                    requireOpen();
                    moved.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StageClosedException();
            }
        }
    }

    private SourceTransaction renumbered(SourceTransaction t) {
        return transactions.numbered(t, t.changes());
    }

    private void transaction(SourceTransaction t) {
        List<RowChanges> kept = marks.marked(t.changes(), at, Optional.of(t.end()));
        if (kept.isEmpty()) {
            next.accept(new Delivery.Skipped(Optional.of(t.id()), t.end()));
        } else {
            next.accept(new Delivery.Transaction(transactions.numbered(t, kept)));
        }
        at = t.end();
    }

    /** Hands over those chunks whose place is here. */
    private void handOver() {
        if (offers.handOver(at)) {
            moved.signalAll();
        }
    }

    private void emit(SourceTransaction transaction) {
        next.accept(new Delivery.Transaction(transaction));
    }

    /** What a copying thread may do next. */
    CopyTables.Work work() {
        return locked(tables::work);
    }

    /** What somebody may do next who only completes tables. */
    CopyTables.Work completion() {
        return locked(tables::completion);
    }

    /** Lets something be changed in or asked of the tables. */
    <T> T locked(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Runs a look at the tables, unless somebody else has them just now. */
    void glance(Runnable look) {
        if (lock.tryLock()) {
            try {
                look.run();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * How a table begins.
     *
     * @param shape its columns
     * @param ranges its parts
     * @param order the key by which they are cut
     */
    record Beginning(SourceTable shape, List<KeyRange> ranges, String order) {}

    /** From here on the log's changes of the table are done ahead of its copy. */
    void begin(CopyTable table, Beginning beginning) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitBorder();
            emit(transactions.beginning(table, beginning, at));
            table.orderedBy(beginning.order());
            table.begin(at, beginning.ranges());
        } finally {
            lock.unlock();
        }
    }

    /**
     * A reader has looked at the table anew. What is left of it means nothing under another key: it
     * is read from its start again then, and rows that are there give way or stay as always.
     */
    void seen(CopyTable table, SourceTable shape, String order, Set<String> keys)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            tables.keyedBy(table, keys);
            if (table.order().isEmpty() || table.order().equals(order)) {
                return;
            }
            awaitBorder();
            // Somebody else may have seen it meanwhile.
            if (!table.order().equals(order) && !table.finished()) {
                emit(transactions.restarting(table, shape, order, at));
                table.restart(order);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a place between two transactions; the lock is held then. */
    private void awaitBorder() throws InterruptedException {
        while (insideGiant) {
            requireOpen();
            moved.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        requireOpen();
    }

    private void requireOpen() {
        if (closed) {
            throw new StageClosedException();
        }
    }

    /** From now on changes of the table are noticed for a chunk that will be read. */
    Window open(CopyTable table) {
        Window window = new Window(windowBytes);
        locked(() -> table.windows().add(window));
        return window;
    }

    /** The chunk will not come. */
    void forget(CopyTable table, Window window) {
        locked(() -> table.windows().remove(window));
    }

    /** The end of the log before the chunk is read. */
    void low(Window window, LogPosition end) {
        lock.lock();
        try {
            window.low(end);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the chunk has been handed over.
     *
     * @return false when it cannot be used and has to be read again
     */
    boolean offer(CopyTable table, CopyRange range, Window window, ReadChunk chunk)
            throws InterruptedException {
        lock.lockInterruptibly();
        ChunkOffers.Offer offer = offers.add(table, range, window, chunk);
        try {
            while (!offer.settled()) {
                requireOpen();
                if (!insideGiant) {
                    handOver();
                }
                if (!offer.settled()) {
                    moved.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            return offer.handed();
        } catch (StageClosedException e) {
            closed = true;
            throw e;
        } finally {
            offers.remove(offer);
            lock.unlock();
        }
    }

    /** Keeps the stream where it is, between two transactions. */
    void hold() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            held = true;
            awaitBorder();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the stream go on to this point and waits until it is there. */
    void runTo(LogPosition point) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            limit = point;
            held = false;
            moved.signalAll();
            while (insideGiant || at.compareTo(point) < 0) {
                requireOpen();
                moved.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands over rows read while the log stands still. */
    void handOverStill(CopyTable table, ReadChunk chunk) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitBorder();
            emit(transactions.still(table, chunk, at));
            if (chunk.last()) {
                table.finishedStill(at);
            }
        } catch (StageClosedException e) {
            closed = true;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the stream go on. */
    void release() {
        lock.lock();
        try {
            held = false;
            limit = null;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting. */
    void close() {
        closed = true;
    }
}
