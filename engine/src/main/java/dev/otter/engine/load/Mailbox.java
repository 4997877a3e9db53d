package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.load.apply.ApplierPool;
import dev.otter.engine.load.apply.GiantTask;
import dev.otter.engine.load.apply.GroupTask;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the load thread is told of deliveries and of tasks that have ended. Thread-safe; its bytes
 * are bounded by whoever puts deliveries in.
 */
final class Mailbox implements ApplierPool.Listener {

    /** How a task ended. */
    sealed interface Ended {}

    /** A group's fate is known. */
    record GroupEnded(GroupTask task, GroupTask.Outcome outcome) implements Ended {}

    /** A giant transaction is durable, or was broken off by the source. */
    record GiantEnded(GiantTask task, boolean durable) implements Ended {}

    /**
     * The target is ready for what comes behind a change of schema, or never will be.
     *
     * @param statements what is to run on it yet
     * @param error why not; null when it is
     */
    record SchemaEnded(List<String> statements, Throwable error) implements Ended {}

    /** An applier cannot go on. */
    record ApplierFailed(Throwable error) implements Ended {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Delivery> arrivals = new ArrayDeque<>();
    private final ArrayDeque<Ended> endings = new ArrayDeque<>();
    private boolean nudged;

    void arrived(Delivery delivery) {
        lock.lock();
        try {
            arrivals.addLast(delivery);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(GroupTask task, GroupTask.Outcome outcome) {
        ended(new GroupEnded(task, outcome));
    }

    @Override
    public void ended(GiantTask task, boolean durable) {
        ended(new GiantEnded(task, durable));
    }

    @Override
    public void failed(Throwable error) {
        ended(new ApplierFailed(error));
    }

    void ended(Ended ended) {
        lock.lock();
        try {
            endings.addLast(ended);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the load thread without a message. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a message.
     *
     * @param takesArrivals false when only endings are waited for
     */
    void await(boolean takesArrivals, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (endings.isEmpty()
                    && !nudged
                    && (!takesArrivals || arrivals.isEmpty())
                    && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest ending; null when there is none. */
    Ended ending() {
        lock.lock();
        try {
            return endings.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest delivery; null when there is none. */
    Delivery arrival() {
        lock.lock();
        try {
            return arrivals.pollFirst();
        } finally {
            lock.unlock();
        }
    }
}
