package dev.otter.testkit.workload;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * A running workload: its threads from start to end. All methods may be called from any thread. The
 * first writer that fails stops the others; {@link #await} then throws its error.
 */
public final class WorkloadRun implements AutoCloseable {

    private final RunCounters counters = new RunCounters();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch alive;
    private final AtomicReference<WorkloadException> failure = new AtomicReference<>();
    private final AtomicLong elapsedNanos = new AtomicLong();
    private final long startNanos = System.nanoTime();

    private WorkloadRun(int writers) {
        alive = new CountDownLatch(writers);
    }

    /**
     * Starts all writers.
     *
     * @param writers makes the writer of an index from 0; called before any thread starts
     */
    public static WorkloadRun start(
            ConnectionSource source, RunConfig config, IntFunction<TransactionWriter> writers) {
        WorkloadRun run = new WorkloadRun(config.writers());
        List<TransactionWriter> all = new ArrayList<>();
        for (int i = 0; i < config.writers(); i++) {
            all.add(writers.apply(i));
        }
        for (int i = 0; i < config.writers(); i++) {
            int index = i;
            WriterLoop loop = new WriterLoop(source, config, all.get(i), run.counters, run.stopped);
            Thread.ofPlatform()
                    .daemon()
                    .name(config.name() + "-writer-" + (index + 1))
                    .start(() -> run.live(loop, index));
        }
        return run;
    }

    private void live(WriterLoop loop, int index) {
        try {
            loop.run(index, startNanos);
        } catch (SQLException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } finally {
            elapsedNanos.set(System.nanoTime() - startNanos);
            alive.countDown();
        }
    }

    private void fail(Exception e) {
        String name = Thread.currentThread().getName();
        WorkloadException mine = new WorkloadException(name + " ended: " + e.getMessage(), e);
        if (!failure.compareAndSet(null, mine)) {
            failure.get().addSuppressed(mine);
        }
        stopped.countDown();
    }

    /** Asks all writers to end after their present transaction; does not wait. */
    public void stop() {
        stopped.countDown();
    }

    public boolean running() {
        return alive.getCount() > 0;
    }

    /** Counts so far; complete and final once the run has ended. */
    public WorkloadStats stats() {
        long nanos = running() ? System.nanoTime() - startNanos : elapsedNanos.get();
        return counters.snapshot(Duration.ofNanos(nanos));
    }

    /** Waits until all writers have ended, without limit. */
    public WorkloadStats await() throws InterruptedException {
        alive.await();
        return result();
    }

    /** Waits until all writers have ended; stops them when the time is over and fails then. */
    public WorkloadStats await(Duration atMost) throws InterruptedException {
        if (!alive.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            stop();
            throw new WorkloadException("writers still at work after " + atMost, null);
        }
        return result();
    }

    private WorkloadStats result() {
        WorkloadException e = failure.get();
        if (e != null) {
            throw e;
        }
        return stats();
    }

    /**
     * Stops the writers and waits for them; their errors are not thrown here. An interruption ends
     * the waiting and stays flagged.
     */
    @Override
    public void close() {
        stop();
        try {
            alive.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
