package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.snapshot.CopyRequests;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every two seconds whether somebody has asked the target for a copy of tables, and says so
 * once. A thread of its own, for one run.
 */
final class CopyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CopyWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final Endpoint target;
    private final CopyRequests requests;
    private final Runnable found;
    private final StopSignal stop = new StopSignal();
    private volatile MysqlConnection connection;

    /**
     * @param name full name of the pipeline
     * @param target where requests are written
     * @param found run when there is one
     */
    CopyWatch(String name, Endpoint target, Runnable found) {
        this.name = name;
        this.target = target;
        this.requests = new CopyRequests(name);
        this.found = found;
    }

    /** Begins to look. */
    void start() {
        Thread.ofPlatform().daemon().name(name + "-copy-watch").start(this::run);
    }

    private void run() {
        try {
            while (!stop.pause(PAUSE)) {
                if (asked()) {
                    found.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    private boolean asked() {
        try {
            MysqlConnection open = connection;
            if (open == null || open.closed()) {
                open = Endpoints.connect(target);
                connection = open;
            }
            return requests.waiting(open);
        } catch (OtterException | WireException e) {
            // What ails the target is told by those who write to it.
            LOG.debug("{}: requests for copies cannot be seen: {}", name, e.getMessage());
            drop();
            return false;
        }
    }

    private void drop() {
        MysqlConnection open = connection;
        if (open != null) {
            open.abort();
        }
    }

    /** Ends the looking; returns at once. */
    @Override
    public void close() {
        stop.raise();
        drop();
    }
}
