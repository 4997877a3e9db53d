package dev.otter.cluster.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a listener one after the other, in order, on a virtual thread of its own, so that
 * a slow listener delays nobody but itself. What a listener throws is logged and the next event
 * comes all the same. Thread-safe.
 *
 * @param <T> the events
 */
public final class Teller<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private final String name;
    private final Consumer<? super T> listener;
    private final boolean newestOnly;
    private final ExecutorService thread;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean delivering;

    private Teller(String name, Consumer<? super T> listener, boolean newestOnly) {
        this.name = name;
        this.listener = listener;
        this.newestOnly = newestOnly;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    /** Tells each event. They must be rare by nature: a listener that hangs makes them pile up. */
    public static <T> Teller<T> ofEach(String name, Consumer<? super T> listener) {
        return new Teller<>(name, listener, false);
    }

    /** Tells states: one that is not delivered yet is replaced by a newer one. */
    public static <T> Teller<T> ofNewest(String name, Consumer<? super T> listener) {
        return new Teller<>(name, listener, true);
    }

    /** Queues an event; returns at once. Nothing is told after {@link #close}. */
    public synchronized void tell(T event) {
        if (thread.isShutdown()) {
            return;
        }
        if (newestOnly) {
            waiting.clear();
        }
        waiting.add(event);
        if (!delivering) {
            delivering = true;
            thread.execute(this::deliver);
        }
    }

    /** Delivers what is queued already, and nothing more; does not wait for it. */
    @Override
    public synchronized void close() {
        thread.shutdown();
    }

    private synchronized T next() {
        T event = waiting.poll();
        delivering = event != null;
        return event;
    }

    private void deliver() {
        for (T event = next(); event != null; event = next()) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("A listener of {} failed on {}", name, event, e);
            }
        }
    }
}
