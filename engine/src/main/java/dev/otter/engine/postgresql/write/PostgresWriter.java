package dev.otter.engine.postgresql.write;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.GroupFold;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.postgresql.bookkeeping.PostgresCheckpoints;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresFault;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** One applier's session on PostgreSQL. */
final class PostgresWriter implements TargetWriter {
    /**
     * Constraints that are deferred would fail at COMMIT without telling the row. On the source
     * every statement was checked at once, so that this order cannot break them.
     */
    private static final String CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE";

    private final Endpoint endpoint;
    private final PostgresCheckpoints checkpoints;
    private final long epoch;
    private final TablePlans plans;
    private final boolean strict;

    /** Tables whose copied rows have met rows that were there already. */
    private final Set<TableName> contested = new HashSet<>();

    private final AtomicReference<Connection> session = new AtomicReference<>();

    /** The one that a transaction is open on; commits never go to another one. */
    private Connection connection;

    PostgresWriter(
            Endpoint endpoint,
            PostgresCheckpoints checkpoints,
            long epoch,
            TablePlans plans,
            boolean strict) {
        this.endpoint = endpoint;
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
                open = PostgresSession.connect(endpoint);
                session.set(open);
                open.setAutoCommit(false);
                opens = true;
            }
        } catch (SQLException e) {
            throw PostgresException.of(e);
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
        StatementBatch batch = new StatementBatch(connection, !folding);
        batch.add(checkpoints.claim(epoch, claim), 1, List.of());
        if (!folding) {
            batch.add(CHECK_NOW, StatementBatch.ANY, List.of());
        }
        rows(batch, changes, folding);
        extra.forEach(statement -> batch.add(statement, StatementBatch.ANY, List.of()));
        if (folding) {
            batch.add(CHECK_NOW, StatementBatch.ANY, List.of());
        }
        batch.send();
    }

    private void rows(StatementBatch batch, List<RowChanges> changes, boolean folding) {
        if (changes.stream().anyMatch(change -> !change.usual())) {
            new CopyingWriter(plans, batch, contested, strict, folding).write(changes);
        } else if (!changes.isEmpty()) {
            GroupFold fold = new GroupFold(plans, folding, new UpdateLists());
            new StatementWriter(batch, strict).write(fold.steps(changes));
        }
    }

    @Override
    public void open(Claim claim) {
        StatementBatch batch = new StatementBatch(connection, false);
        batch.add(checkpoints.claim(epoch, claim), 1, List.of());
        batch.send();
    }

    @Override
    public void part(List<RowChanges> changes) {
        StatementBatch batch = new StatementBatch(connection, false);
        rows(batch, changes, true);
        batch.send();
    }

    @Override
    public long run(String statement) {
        return new StatementBatch(connection, true).count(statement);
    }

    @Override
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            PostgresException failure = PostgresException.of(e);
            if (PostgresFault.of(failure) == PostgresFault.DISCONNECTED) {
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
                throw PostgresException.of(e);
            }
        }
    }

    @Override
    public void close() {
        Connection open = session.getAndSet(null);
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw PostgresException.of(e);
            }
        }
    }
}
