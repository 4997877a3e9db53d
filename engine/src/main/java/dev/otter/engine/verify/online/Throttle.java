package dev.otter.engine.verify.online;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Keeps the sweep from hurting the source. For one thread. */
final class Throttle {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final OnlineConfig config;
    private final Side source;
    private final OnlineProgress progress;
    private final Pause pause;
    private long nextNanos = System.nanoTime();
    private long looked = System.nanoTime() - LOOK_AGAIN.toNanos();

    Throttle(OnlineConfig config, Side source, OnlineProgress progress, Pause pause) {
        this.config = config;
        this.source = source;
        this.progress = progress;
        this.pause = pause;
    }

    /** Rows that a page may have so that the limit is kept within a second. */
    int mostRows(int wanted) {
        return config.rowsPerSecond() == 0
                ? wanted
                : (int) Math.min(wanted, Math.max(1, config.rowsPerSecond()));
    }

    /** Waits before the next page, after so many rows were read. */
    void await(long rows) throws InterruptedException {
        if (config.rowsPerSecond() > 0) {
            long now = System.nanoTime();
            nextNanos = Math.max(nextNanos, now) + rows * 1_000_000_000L / config.rowsPerSecond();
            while (nextNanos - System.nanoTime() > 0) {
                stopIf(pause.await(Duration.ofNanos(nextNanos - System.nanoTime())));
            }
        } else {
            stopIf(pause.await(Duration.ZERO));
        }
        if (config.sourceThreads() > 0 && System.nanoTime() - looked > LOOK_AGAIN.toNanos()) {
            awaitSource();
            looked = System.nanoTime();
        }
        progress.waiting("");
    }

    private void awaitSource() throws InterruptedException {
        while (true) {
            long running = source.with(Throttle::threadsRunning);
            if (running <= config.sourceThreads()) {
                return;
            }
            progress.waiting(
                    "the source, where %d threads are running, more than %d"
                            .formatted(running, config.sourceThreads()));
            stopIf(pause.await(LOOK_AGAIN));
        }
    }

    private static long threadsRunning(dev.otter.binlog.wire.MysqlConnection connection) {
        return connection.query("SHOW GLOBAL STATUS LIKE 'Threads_running'").number(0, 1);
    }

    private static void stopIf(boolean stop) {
        if (stop) {
            throw new CancellationException("the comparison was stopped");
        }
    }
}
