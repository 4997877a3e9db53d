package dev.otter.cluster.loop;

import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A virtual thread that looks at the world, acts, and sleeps until it is woken or a time has
 * passed. Being woken while it works makes it look once more. Steps never overlap. A step that
 * fails is tried again after a second.
 *
 * <p>All methods may be called by any thread; {@link #wake} never blocks, so that the threads of
 * the ZooKeeper client may call it.
 */
public final class WakeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WakeLoop.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    /** What is done at each waking. */
    public interface Step {
        /**
         * Looks and acts; may block on ZooKeeper.
         *
         * @return how long to sleep unless woken
         */
        Duration run() throws KeeperException;

        /** Is told why {@link #run} failed; it will be tried again soon. */
        void troubled(String reason);
    }

    private final String name;
    private final Step step;
    private final Semaphore wakings = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private String lastTrouble = "";

    public WakeLoop(String name, Step step) {
        this.name = name;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Makes it look as soon as it can. */
    public void wake() {
        wakings.release();
    }

    /** Ends it after the step that it is in, and waits for that, at most ten seconds. */
    @Override
    public void close() {
        closed = true;
        wake();
        if (Thread.currentThread() == thread || thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("{} is still busy with ZooKeeper and ends when that answers", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            Duration pause = stepOnce();
            try {
                if (!closed && wakings.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakings.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Duration stepOnce() {
        try {
            Duration pause = step.run();
            lastTrouble = "";
            return pause;
        } catch (KeeperException e) {
            trouble(KeeperFailures.of(e), e);
        } catch (OtterException e) {
            trouble(e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            trouble("Unexpected: " + e, e);
        }
        return RETRY;
    }

    /** Losing the connection is told by the connection; the rest is logged when it is new. */
    private void trouble(String reason, Throwable cause) {
        step.troubled(reason);
        if (!reason.equals(lastTrouble) && !closed) {
            lastTrouble = reason;
            if (!(cause instanceof KeeperException known && KeeperFailures.unreachable(known))) {
                LOG.warn("{} could not do its work and tries again: {}", name, reason, cause);
            }
        }
    }
}
