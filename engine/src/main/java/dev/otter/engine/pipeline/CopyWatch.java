package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.snapshot.CopyRequests;
import dev.otter.engine.snapshot.CopyTarget;
import dev.otter.engine.snapshot.RecordSession;
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
    private final CopyTarget target;
    private final CopyRequests requests;
    private final Runnable found;
    private final StopSignal stop = new StopSignal();

    /** The looking thread's alone. */
    private RecordSession session;

    /**
     * @param name full name of the pipeline
     * @param target where requests are written
     * @param found run when there is one
     */
    CopyWatch(String name, CopyTarget target, Runnable found) {
        this.name = name;
        this.target = target;
        this.requests = new CopyRequests(name, target.sql());
        this.found = found;
    }

    /** Begins to look. */
    void start() {
        Thread.ofPlatform().daemon().name(name + "-copy-watch").start(this::run);
    }

    private void run() {
        try {
            while (!stop.pause(PAUSE)) {
                if (asked() && !stop.raised()) {
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
            if (session == null) {
                session = target.session();
            }
            return requests.waiting(session);
        } catch (OtterException | WireException e) {
            // What ails the target is told by those who write to it.
            LOG.debug("{}: requests for copies cannot be seen: {}", name, e.getMessage());
            drop();
            return false;
        }
    }

    private void drop() {
        RecordSession open = session;
        session = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (WireException e) {
            LOG.debug("{}: a session that has broken: {}", name, e.getMessage());
        }
    }

    /** Ends the looking; returns at once, and the thread ends after the look that it is at. */
    @Override
    public void close() {
        stop.raise();
    }
}
