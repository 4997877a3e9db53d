package dev.otter.engine.oracle.write;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.GroupFold;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One applier's session on Oracle. The driver commits what is open when a connection is closed in
 * the ordinary way: it is rolled back before, or cut off.
 */
final class OracleWriter implements TargetWriter {
    private final OracleConnector connector;
    private final OracleCheckpoints checkpoints;
    private final long epoch;
    private final TablePlans plans;
    private final boolean strict;
    private final AtomicReference<Connection> session = new AtomicReference<>();

    /** The one that a transaction is open on; commits never go to another one. */
    private Connection connection;

    OracleWriter(
            OracleConnector connector,
            OracleCheckpoints checkpoints,
            long epoch,
            TablePlans plans,
            boolean strict) {
        this.connector = connector;
        this.checkpoints = checkpoints;
        this.epoch = epoch;
        this.plans = plans;
        this.strict = strict;
    }

    @Override
    public boolean connect() {
        Connection open = session.get();
        boolean opens = connection == null;
        try {
            if (open == null || open.isClosed()) {
                open = connector.connect();
                session.set(open);
                open.setAutoCommit(false);
                opens = true;
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
        connection = open;
        return opens;
    }

    @Override
    public List<WrittenSlot> slots() {
        return checkpoints.slots(connection);
    }

    @Override
    public void write(Claim claim, List<RowChanges> changes, boolean folding, List<String> extra) {
        checkpoints.claim(connection, epoch, claim);
        StatementBatch batch = new StatementBatch(connection, !folding);
        rows(batch, changes, folding);
        batch.send();
        extra.forEach(batch::run);
    }

    private void rows(StatementBatch batch, List<RowChanges> changes, boolean folding) {
        if (changes.stream().anyMatch(change -> !change.usual())) {
            new CopyingWriter(plans, batch, strict, folding).write(changes);
        } else if (!changes.isEmpty()) {
            GroupFold fold = new GroupFold(plans, folding, new UpdateGroups());
            new StatementWriter(batch, strict).write(fold.steps(changes));
        }
    }

    @Override
    public void open(Claim claim) {
        checkpoints.claim(connection, epoch, claim);
    }

    @Override
    public void part(List<RowChanges> changes) {
        StatementBatch batch = new StatementBatch(connection, false);
        rows(batch, changes, true);
        batch.send();
    }

    @Override
    public long run(String statement) {
        return new StatementBatch(connection, true).run(statement);
    }

    @Override
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            OracleException failure = OracleException.of(e);
            if (failure.fault() == OracleFault.DISCONNECTED) {
                throw failure;
            }
            throw StatementFailedException.refused(failure, List.of());
        }
    }

    @Override
    public boolean holds(Claim claim) {
        return checkpoints.holds(connection, claim);
    }

    @Override
    public void rollBack() {
        Connection open = session.get();
        try {
            if (open != null && !open.isClosed()) {
                open.rollback();
            }
        } catch (SQLException e) {
            // It cannot even do that: another session takes its place.
            drop();
        }
    }

    @Override
    public void drop() {
        abort(session.getAndSet(null));
    }

    @Override
    public void abort() {
        abort(session.get());
    }

    private static void abort(Connection open) {
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                throw OracleException.of(e);
            }
        }
    }

    @Override
    public void close() {
        rollBack();
        Connection open = session.getAndSet(null);
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw OracleException.of(e);
            }
        }
    }
}
