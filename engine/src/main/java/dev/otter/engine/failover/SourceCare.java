package dev.otter.engine.failover;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the server in use from time to time, on a short-lived connection: how long it keeps
 * log that is still needed, and how far it is behind when it is a replica. {@link #run} is a
 * thread's whole life, until the stop signal; the other methods may be called from any thread.
 */
public final class SourceCare implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCare.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String pipeline;
    private final Duration period;
    private final Supplier<MysqlEndpoint> server;
    private final Supplier<Optional<LogPosition>> durable;
    private final StopSignal stop;
    private final PurgeWatch purge = new PurgeWatch();
    private volatile String purgeNotice = "";
    private volatile String replicaNotice = "";
    private volatile String filterNotice = "";

    /**
     * @param pipeline full name, for the log
     * @param period time between two looks
     * @param server the server in use, asked each time
     * @param durable what the target has of its log; empty while no session runs
     * @param stop ends it
     */
    public SourceCare(
            String pipeline,
            Duration period,
            Supplier<MysqlEndpoint> server,
            Supplier<Optional<LogPosition>> durable,
            StopSignal stop) {
        this.pipeline = pipeline;
        this.period = period;
        this.server = server;
        this.durable = durable;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            do {
                look();
            } while (!stop.pause(period));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Optional<LogPosition> needed = durable.get();
        try (MysqlConnection connection =
                MysqlConnection.connect(server.get().withTimeouts(PATIENCE, PATIENCE))) {
            replicaNotice = ReplicaState.of(connection).map(ReplicaState::notice).orElse("");
            String filters = ReplicationFilters.of(connection).text();
            filterNotice = filters.isEmpty() ? "" : "the source's log is not whole: " + filters;
            if (needed.isPresent()) {
                purged(purge.look(connection, needed.get()).orElse(""));
            }
        } catch (WireException | IllegalStateException e) {
            // That the source cannot be reached is told by the reader; old notices stay.
            LOG.debug("pipeline {}: could not look after the source", pipeline, e);
        }
    }

    private void purged(String now) {
        if (!now.isEmpty() && purgeNotice.isEmpty()) {
            LOG.warn("pipeline {}: {}", pipeline, now);
        } else if (now.isEmpty() && !purgeNotice.isEmpty()) {
            LOG.info("pipeline {}: the source keeps its log long enough again", pipeline);
        }
        purgeNotice = now;
    }

    /** That needed log is about to be deleted; empty when it is not. */
    public String purgeNotice() {
        return purgeNotice;
    }

    /** All that is worth telling. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        for (String notice : List.of(purgeNotice, replicaNotice, filterNotice)) {
            if (!notice.isEmpty()) {
                notices.add(notice);
            }
        }
        return notices;
    }
}
