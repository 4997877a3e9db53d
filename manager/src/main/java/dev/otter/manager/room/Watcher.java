package dev.otter.manager.room;

import dev.otter.manager.live.LiveEvent;
import dev.otter.manager.live.LiveEvents;
import dev.otter.manager.live.LiveNode;
import dev.otter.manager.live.LivePipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What one watcher has not taken yet: of each pipeline and node the newest, so it grows no larger
 * than there are such. Thread-safe.
 */
final class Watcher implements LiveEvents {
    private final Consumer<Watcher> leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Long, LivePipeline> pipelines = new LinkedHashMap<>();
    private final Map<Long, LiveNode> nodes = new LinkedHashMap<>();
    private OptionalLong revision = OptionalLong.empty();
    private boolean first = true;
    private boolean ended;

    Watcher(Consumer<Watcher> leave) {
        this.leave = leave;
    }

    void offer(List<LivePipeline> moved, List<LiveNode> stirred, boolean changed, long now) {
        lock.lock();
        try {
            moved.forEach(view -> pipelines.put(view.number(), view));
            stirred.forEach(view -> nodes.put(view.nid(), view));
            if (changed) {
                revision = OptionalLong.of(now);
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<LiveEvent> take(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (nothing() && !ended && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            return taken();
        } finally {
            lock.unlock();
        }
    }

    private boolean nothing() {
        return !first && pipelines.isEmpty() && nodes.isEmpty() && revision.isEmpty();
    }

    /** At first both lists are told even when they are empty. */
    private List<LiveEvent> taken() {
        List<LiveEvent> events = new ArrayList<>();
        revision.ifPresent(it ->
                events.add(new LiveEvent("configuration", new LiveEvent.ConfigurationChanged(it))));
        if (first || !pipelines.isEmpty()) {
            events.add(new LiveEvent("pipelines", List.copyOf(pipelines.values())));
        }
        if (first || !nodes.isEmpty()) {
            events.add(new LiveEvent("nodes", List.copyOf(nodes.values())));
        }
        first = false;
        revision = OptionalLong.empty();
        pipelines.clear();
        nodes.clear();
        return events;
    }

    @Override
    public boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        leave.accept(this);
    }
}
