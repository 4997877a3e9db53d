package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.model.position.TransactionSet;
import java.util.List;

/** Writes to MySQL or MariaDB. */
final class MysqlWriter implements TargetWriter {
    private final TargetSession session;
    private final GroupWriter writer;
    private final CheckpointTable checkpoints;

    /** The one that a transaction is open on; commits never go to another one. */
    private MysqlConnection connection;

    MysqlWriter(TargetSession session, GroupWriter writer, CheckpointTable checkpoints) {
        this.session = session;
        this.writer = writer;
        this.checkpoints = checkpoints;
    }

    @Override
    public boolean connect() {
        MysqlConnection before = connection;
        connection = session.connection();
        return connection != before;
    }

    @Override
    public List<WrittenSlot> slots() {
        return checkpoints.slots(connection);
    }

    @Override
    public void write(Claim claim, List<RowChanges> changes, boolean folding, List<String> extra) {
        writer.write(connection, claim, changes, folding, extra);
    }

    @Override
    public void open(Claim claim) {
        writer.open(connection, claim);
    }

    @Override
    public void part(List<RowChanges> changes) {
        writer.part(connection, changes);
    }

    @Override
    public long run(String statement) {
        try {
            return connection.query(statement).outcome().affectedRows();
        } catch (ServerErrorException e) {
            throw StatementFailedException.refused(e, List.of());
        }
    }

    @Override
    public void commit() {
        connection.query("COMMIT");
    }

    @Override
    public boolean holds(Claim claim) {
        return checkpoints.holds(
                connection,
                claim.slot().slot(),
                claim.slot().number(),
                TransactionSet.encode(claim.ids()));
    }

    @Override
    public void rollBack() {
        session.rollBack();
    }

    @Override
    public void drop() {
        session.drop();
    }

    @Override
    public void abort() {
        session.abort();
    }

    @Override
    public void close() {
        session.close();
    }
}
