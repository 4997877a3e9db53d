package dev.otter.engine.failover;

import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.channel.Failover.Heartbeat;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server in use for signs of life. A server that is there but does not answer in time is
 * as dead as one that is gone. {@link #run} is a thread's whole life, until the stop signal.
 */
public final class SourceWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private final String pipeline;
    private final Heartbeat settings;
    private final Supplier<MysqlEndpoint> server;
    private final Listener listener;
    private final StopSignal stop;
    private MysqlConnection connection;
    private MysqlEndpoint watched;
    private int failed;
    private boolean dead;

    /** Is told about the server in use; called by the watching thread. */
    public interface Listener {
        /** It gives no more signs of life. */
        void died(String address, String why);

        /** It gives them again. */
        void revived(String address);
    }

    /**
     * @param pipeline full name, for the log
     * @param settings how often, how long, how many
     * @param server the server in use, asked each time
     * @param listener is told when that dies and lives again
     * @param stop ends the watch
     */
    public SourceWatch(
            String pipeline,
            Heartbeat settings,
            Supplier<MysqlEndpoint> server,
            Listener listener,
            StopSignal stop) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.server = server;
        this.listener = listener;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            while (!stop.pause(settings.interval())) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    private void beat() {
        MysqlEndpoint now = server.get();
        if (watched == null || !now.address().equals(watched.address())) {
            drop();
            watched = now;
            failed = 0;
            dead = false;
        }
        try {
            ask();
            alive();
        } catch (AuthRefusedException e) {
            // Whoever refuses an account lives; the reader tells of the account.
            LOG.debug("pipeline {}: heartbeat: {}", pipeline, e.getMessage());
            alive();
        } catch (WireException e) {
            drop();
            silent(e);
        }
    }

    private void ask() {
        if (connection == null) {
            try {
                connection =
                        MysqlConnection.connect(
                                watched.withTimeouts(settings.timeout(), settings.timeout()));
            } catch (ServerErrorException e) {
                // It has no room for one more, or is starting: it lives.
                LOG.debug("pipeline {}: heartbeat: {}", pipeline, e.getMessage());
                return;
            }
        }
        connection.query(settings.statement());
    }

    private void alive() {
        failed = 0;
        if (dead) {
            dead = false;
            LOG.info("pipeline {}: source {} answers again", pipeline, watched.address());
            listener.revived(watched.address());
        }
    }

    private void silent(WireException e) {
        failed++;
        if (failed < settings.failures() || dead) {
            return;
        }
        dead = true;
        String why =
                "source "
                        + watched.address()
                        + " has not answered "
                        + failed
                        + " times in a row: "
                        + e.getMessage();
        LOG.warn("pipeline {}: {}", pipeline, why);
        listener.died(watched.address(), why);
    }

    private void drop() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }
}
