package dev.otter.testkit.workload;

import dev.otter.testkit.workload.TransactionScript.Ending;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The whole life of one writer thread: ask for a script, play it, tell what became of it. Deadlocks
 * and lock waits are played again; a lost connection is sought again.
 */
final class WriterLoop {

    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;

    private static final int RETRY_LIMIT = 1000;
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

    private final ConnectionSource source;
    private final RunConfig config;
    private final TransactionWriter writer;
    private final RunCounters counters;
    private final CountDownLatch stopped;

    WriterLoop(
            ConnectionSource source,
            RunConfig config,
            TransactionWriter writer,
            RunCounters counters,
            CountDownLatch stopped) {
        this.source = source;
        this.config = config;
        this.writer = writer;
        this.counters = counters;
        this.stopped = stopped;
    }

    /** Returns when the share is written, the time is over or the run was stopped. */
    void run(int index, long startNanos) throws SQLException, InterruptedException {
        long share = config.limit().shareOf(index, config.writers());
        long lifeNanos = config.limit().duration().toNanos();
        ScriptSession session = connect();
        try {
            for (long n = 0; n < share && stopped.getCount() > 0; n++) {
                long due = config.pace().dueNanos(n, index, config.writers());
                if (Math.max(due, System.nanoTime() - startNanos) >= lifeNanos
                        || !waitUntil(startNanos + due)) {
                    return;
                }
                session = transact(session, writer.next());
            }
        } catch (SQLException e) {
            // who is stopped while the server is away has nothing more to do
            if (stopped.getCount() > 0 || !connectionLost(e)) {
                throw e;
            }
        } finally {
            session.close();
        }
    }

    /** False when the run was stopped before the time came. */
    private boolean waitUntil(long nanos) throws InterruptedException {
        long wait = nanos - System.nanoTime();
        return wait <= 0 || !stopped.await(wait, TimeUnit.NANOSECONDS);
    }

    private ScriptSession transact(ScriptSession session, TransactionScript script)
            throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                finished(script, session.play(script));
                return session;
            } catch (SQLException e) {
                if (connectionLost(e) || !rolledBack(session, e)) {
                    return replaced(session, script, e);
                }
                if (!repeatable(e)) {
                    reject(script, e);
                    return session;
                }
                if (attempt == RETRY_LIMIT) {
                    throw e;
                }
                counters.retried();
            }
        }
    }

    /** False when the connection died in the meantime. */
    private static boolean rolledBack(ScriptSession session, SQLException why) throws SQLException {
        try {
            session.rollback();
            return true;
        } catch (SQLException e) {
            e.addSuppressed(why);
            if (connectionLost(e)) {
                return false;
            }
            throw e;
        }
    }

    private void finished(TransactionScript script, long rows) {
        long now = System.nanoTime();
        switch (script.ending()) {
            case COMMIT -> {
                counters.committed(script, rows);
                writer.committed(script, now);
            }
            case ROLLBACK -> counters.rolledBack();
        }
    }

    private void reject(TransactionScript script, SQLException e) throws SQLException {
        if (!writer.expects(e)) {
            String first = String.join("; ", script.statements());
            throw new SQLException(
                    "in "
                            + script.kind()
                            + ": "
                            + first.substring(0, Math.min(4000, first.length())),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
        counters.rejected(e.getErrorCode());
        writer.rejected(script, e);
    }

    private ScriptSession replaced(ScriptSession broken, TransactionScript script, SQLException why)
            throws SQLException, InterruptedException {
        try {
            broken.close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
        counters.lost();
        if (script.ending() == Ending.COMMIT) {
            writer.unknown(script);
        }
        if (config.reconnectFor().isZero()) {
            throw why;
        }
        return connect();
    }

    private ScriptSession connect() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + config.reconnectFor().toNanos();
        while (true) {
            try {
                return new ScriptSession(source, writer.session());
            } catch (SQLException e) {
                boolean stop = stopped.await(RECONNECT_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (stop || System.nanoTime() - deadline > 0 || !connectionLost(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean repeatable(SQLException e) {
        return e.getErrorCode() == DEADLOCK || e.getErrorCode() == LOCK_WAIT;
    }

    private static boolean connectionLost(SQLException e) {
        int code = e.getErrorCode();
        boolean shuttingDown = code == 1053 || code == 1927 || code == 1152 || code == 1158;
        return shuttingDown || (e.getSQLState() != null && e.getSQLState().startsWith("08"));
    }
}
