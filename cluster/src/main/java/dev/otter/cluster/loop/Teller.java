package dev.otter.cluster.loop;

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
    private final ExecutorService thread;

    public Teller(String name, Consumer<? super T> listener) {
        this.name = name;
        this.listener = listener;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    /** Queues an event; returns at once. Nothing is told after {@link #close}. */
    public synchronized void tell(T event) {
        if (!thread.isShutdown()) {
            thread.execute(() -> deliver(event));
        }
    }

    /** Delivers what is queued already, and nothing more; does not wait for it. */
    @Override
    public synchronized void close() {
        thread.shutdown();
    }

    private void deliver(T event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("A listener of {} failed on {}", name, event, e);
        }
    }
}
