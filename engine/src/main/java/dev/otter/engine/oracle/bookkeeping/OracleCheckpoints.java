package dev.otter.engine.oracle.bookkeeping;

import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import dev.otter.engine.oracle.table.Bind;
import dev.otter.engine.oracle.table.BoundStatement;
import dev.otter.engine.oracle.table.LargeValues;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pipeline's rows of {@code RETL.RETL_CHECKPOINT} on Oracle. Unless told otherwise a call uses
 * the connection that it is given, which must not be within a transaction and is left outside of
 * one. Errors of the server are {@link OracleException}.
 */
public final class OracleCheckpoints {
    private static final int ANSWER_SECONDS = 60;
    private static final int TRIES = 5;
    private static final String SLOTS =
            "SELECT SLOT,EPOCH,GROUP_NUMBER,LOW_WATER_MARK,TRANSACTIONS FROM RETL.RETL_CHECKPOINT"
                    + " WHERE PIPELINE=?";
    private static final String NEW_SLOT =
            "INSERT INTO RETL.RETL_CHECKPOINT (PIPELINE,SLOT,EPOCH,GROUP_NUMBER) VALUES (?,?,?,0)";
    private static final String RAISE =
            "UPDATE RETL.RETL_CHECKPOINT SET EPOCH=EPOCH+1 WHERE PIPELINE=?";
    private static final String START =
            "UPDATE RETL.RETL_CHECKPOINT SET GROUP_NUMBER=?,LOW_WATER_MARK=?,TRANSACTIONS=NULL"
                    + " WHERE PIPELINE=? AND SLOT=0 AND EPOCH=?";
    private static final String CLAIM =
            "UPDATE RETL.RETL_CHECKPOINT SET GROUP_NUMBER=?,SOURCE_COMMIT_MICROS=?,"
                    + "UPDATED_AT=SYSTIMESTAMP,LOW_WATER_MARK=?,TRANSACTIONS=?"
                    + " WHERE PIPELINE=? AND SLOT=? AND EPOCH=?";
    private static final String EPOCH =
            "SELECT EPOCH FROM RETL.RETL_CHECKPOINT WHERE PIPELINE=? AND SLOT=?";
    private static final String HOLDS =
            "SELECT GROUP_NUMBER,TRANSACTIONS FROM RETL.RETL_CHECKPOINT WHERE PIPELINE=? AND SLOT=?"
                    + " FOR UPDATE WAIT 30";

    private final String pipeline;
    private final int slots;

    /**
     * @param pipeline full name of the pipeline
     * @param slots rows to keep; at least twice the groups in flight
     */
    public OracleCheckpoints(String pipeline, int slots) {
        this.pipeline = pipeline;
        this.slots = slots;
    }

    /** All statements, so that their spelling can be checked. */
    static List<String> statements() {
        return List.of(SLOTS, NEW_SLOT, RAISE, START, CLAIM, EPOCH, HOLDS);
    }

    /**
     * Raises the epoch of all slots and reads them. Waits for target transactions of an older
     * leader that are still open; from then on that leader's next claim fails.
     */
    public Recovered takeOver(Connection connection) {
        try {
            connection.setAutoCommit(false);
            try {
                addSlots(connection);
                execute(connection, RAISE, Bind.text(pipeline));
                Recovered recovered = read(connection);
                connection.commit();
                return recovered;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** Two processes may add the same slots at once: the second looks again. */
    private void addSlots(Connection connection) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Set<Integer> there = new HashSet<>();
            long epoch = 0;
            for (WrittenSlot slot : written(connection)) {
                there.add(slot.slot());
                epoch = Math.max(epoch, slot.epoch());
            }
            try {
                for (int slot = 0; slot < slots; slot++) {
                    if (!there.contains(slot)) {
                        execute(
                                connection,
                                NEW_SLOT,
                                Bind.text(pipeline),
                                Bind.number(slot),
                                Bind.number(epoch));
                    }
                }
                return;
            } catch (SQLIntegrityConstraintViolationException e) {
                connection.rollback();
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static int execute(Connection connection, String sql, Bind... binds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                LargeValues large = new LargeValues(connection)) {
            statement.setQueryTimeout(ANSWER_SECONDS);
            new BoundStatement(sql, List.of(binds)).set(statement, large);
            return statement.executeUpdate();
        }
    }

    private Recovered read(Connection connection) throws SQLException {
        long epoch = 0;
        long lastGroup = 0;
        int count = 0;
        Optional<Checkpoint> mark = Optional.empty();
        Map<Integer, List<TransactionId>> durable = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SLOTS)) {
            statement.setString(1, pipeline);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    count++;
                    epoch = Math.max(epoch, rows.getLong(2));
                    String text = text(rows, 4);
                    if (text.isEmpty()) {
                        continue;
                    }
                    durable.put(rows.getInt(1), TransactionSet.decode(text(rows, 5)));
                    if (mark.isEmpty() || rows.getLong(3) > lastGroup) {
                        lastGroup = rows.getLong(3);
                        mark = Optional.of(Checkpoint.parse(text));
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CHECKPOINT_UNUSABLE,
                    "RETL.RETL_CHECKPOINT holds something that is no checkpoint: " + e.getMessage(),
                    "pipeline " + pipeline,
                    "Restore the table's rows of this pipeline, or delete them to begin anew at"
                            + " the configured start.",
                    e);
        }
        return new Recovered(epoch, lastGroup, mark, count, durable);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** What each slot says now, without waiting for locks; empty when the table is gone. */
    public List<WrittenSlot> slots(Connection connection) {
        try {
            try {
                return written(connection);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            OracleException failure = OracleException.of(e);
            if (failure.noSuchTable()) {
                return List.of();
            }
            throw failure;
        }
    }

    private List<WrittenSlot> written(Connection connection) throws SQLException {
        List<WrittenSlot> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SLOTS)) {
            statement.setString(1, pipeline);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new WrittenSlot(
                                    rows.getInt(1),
                                    rows.getLong(2),
                                    rows.getLong(3),
                                    TransactionSet.decode(text(rows, 5)).size(),
                                    !text(rows, 4).isEmpty()));
                }
            }
        }
        return found;
    }

    /**
     * Writes the point where a pipeline begins, before anything is read, so that a restart begins
     * there too.
     */
    public void writeStart(Connection connection, Recovered recovered, Checkpoint start) {
        try {
            int written =
                    execute(
                            connection,
                            START,
                            Bind.number(recovered.lastGroup() + 1),
                            Bind.large(start.text()),
                            Bind.text(pipeline),
                            Bind.number(recovered.epoch()));
            if (written != 1) {
                throw fenced();
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /**
     * Whether the claim's transaction became durable although its answer was lost. Waits for that
     * transaction's end when the server is still running it.
     */
    public boolean holds(Connection connection, Claim claim) {
        try (PreparedStatement statement = connection.prepareStatement(HOLDS)) {
            statement.setString(1, pipeline);
            statement.setInt(2, claim.slot().slot());
            boolean durable;
            try (ResultSet found = statement.executeQuery()) {
                durable =
                        found.next()
                                && found.getLong(1) == claim.slot().number()
                                && text(found, 2).equals(TransactionSet.encode(claim.ids()));
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return durable;
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /**
     * Opens a target transaction: claims the slot, which must have our epoch, and holds its row's
     * lock until the end. Nothing of the transaction may be sent before this returns.
     *
     * @param connection on which the transaction is to be open
     * @throws StatementFailedException when the epoch is another one ({@link StaleEpochException}),
     *     the slot is gone, or the server refuses
     */
    public void claim(Connection connection, long epoch, Claim claim) {
        try {
            int claimed =
                    execute(
                            connection,
                            CLAIM,
                            Bind.number(claim.slot().number()),
                            Bind.number(claim.slot().commitMicros()),
                            Bind.large(claim.mark().text()),
                            Bind.large(TransactionSet.encode(claim.ids())),
                            Bind.text(pipeline),
                            Bind.number(claim.slot().slot()),
                            Bind.number(epoch));
            if (claimed != 1) {
                throw notClaimed(connection, epoch, claim);
            }
        } catch (SQLException e) {
            OracleException failure = OracleException.of(e);
            if (failure.fault() == OracleFault.DISCONNECTED) {
                throw failure;
            }
            throw StatementFailedException.refused(failure, List.of());
        }
    }

    private StatementFailedException notClaimed(Connection connection, long epoch, Claim claim)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EPOCH)) {
            statement.setString(1, pipeline);
            statement.setInt(2, claim.slot().slot());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return StatementFailedException.refused(
                            new StaleEpochException(epoch, row.getLong(1)), List.of());
                }
            }
        }
        return StatementFailedException.diverged(
                "the checkpoint's slot " + claim.slot().slot() + " is gone", List.of());
    }

    /** Another process has raised the epoch. */
    public OtterException fenced() {
        return new OtterException(
                ErrorCode.FENCED,
                "another process has taken over this pipeline; this one can no longer write",
                "pipeline " + pipeline,
                "Let only one process run a pipeline of this name against this target.");
    }
}
