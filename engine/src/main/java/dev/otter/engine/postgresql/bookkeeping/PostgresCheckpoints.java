package dev.otter.engine.postgresql.bookkeeping;

import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pipeline's rows of {@code retl.retl_checkpoint} on PostgreSQL. Each call uses the connection
 * that it is given, which must not be within a transaction and is left outside of one. Errors of
 * the server are {@link PostgresException}.
 */
public final class PostgresCheckpoints {
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_SCHEMA = "3F000";

    private final String pipeline;
    private final int slots;

    /**
     * @param pipeline full name of the pipeline
     * @param slots rows to keep; at least twice the groups in flight
     */
    public PostgresCheckpoints(String pipeline, int slots) {
        this.pipeline = pipeline;
        this.slots = slots;
    }

    private String where() {
        return " WHERE pipeline=" + PostgresSql.literal(pipeline);
    }

    /**
     * Raises the epoch of all slots and reads them. Waits for target transactions of an older
     * leader that are still open; from then on that leader's next statement fails.
     */
    public Recovered takeOver(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(
                        "INSERT INTO retl.retl_checkpoint (pipeline,slot,epoch,group_number,"
                                + "low_water_mark,transactions) SELECT "
                                + PostgresSql.literal(pipeline)
                                + ",s,COALESCE((SELECT max(epoch) FROM retl.retl_checkpoint"
                                + where()
                                + "),0),0,'','' FROM generate_series(0,"
                                + (slots - 1)
                                + ") s ON CONFLICT DO NOTHING");
                statement.execute("UPDATE retl.retl_checkpoint SET epoch=epoch+1" + where());
                Recovered recovered = read(statement);
                connection.commit();
                return recovered;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    private Recovered read(Statement statement) throws SQLException {
        long epoch = 0;
        long lastGroup = 0;
        int count = 0;
        Optional<Checkpoint> mark = Optional.empty();
        Map<Integer, List<TransactionId>> durable = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT slot,epoch,group_number,low_water_mark,transactions"
                                + " FROM retl.retl_checkpoint"
                                + where())) {
            while (rows.next()) {
                count++;
                epoch = Math.max(epoch, rows.getLong(2));
                String text = rows.getString(4);
                if (text.isEmpty()) {
                    continue;
                }
                durable.put(rows.getInt(1), TransactionSet.decode(rows.getString(5)));
                if (mark.isEmpty() || rows.getLong(3) > lastGroup) {
                    lastGroup = rows.getLong(3);
                    mark = Optional.of(Checkpoint.parse(text));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CHECKPOINT_UNUSABLE,
                    "retl.retl_checkpoint holds something that is no checkpoint: " + e.getMessage(),
                    "pipeline " + pipeline,
                    "Restore the table's rows of this pipeline, or delete them to begin anew at"
                            + " the configured start.",
                    e);
        }
        return new Recovered(epoch, lastGroup, mark, count, durable);
    }

    /** What each slot says now, without waiting for locks; empty when the table is gone. */
    public List<WrittenSlot> slots(Connection connection) {
        List<WrittenSlot> slots = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT slot,epoch,group_number,transactions,low_water_mark<>''"
                                    + " FROM retl.retl_checkpoint"
                                    + where())) {
                while (rows.next()) {
                    slots.add(
                            new WrittenSlot(
                                    rows.getInt(1),
                                    rows.getLong(2),
                                    rows.getLong(3),
                                    TransactionSet.decode(rows.getString(4)).size(),
                                    rows.getBoolean(5)));
                }
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
            return slots;
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState()) || NO_SUCH_SCHEMA.equals(e.getSQLState())) {
                return List.of();
            }
            throw PostgresException.of(e);
        }
    }

    /**
     * Writes the point where a pipeline begins, before anything is read, so that a restart begins
     * there too.
     */
    public void writeStart(Connection connection, Recovered recovered, Checkpoint start) {
        try (Statement statement = connection.createStatement()) {
            int written =
                    statement.executeUpdate(
                            "UPDATE retl.retl_checkpoint SET group_number="
                                    + (recovered.lastGroup() + 1)
                                    + ",low_water_mark="
                                    + PostgresSql.literal(start.text())
                                    + ",transactions=''"
                                    + where()
                                    + " AND slot=0 AND epoch="
                                    + recovered.epoch());
            if (written != 1) {
                throw fenced();
            }
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /**
     * Whether the claim's transaction became durable although its answer was lost. Waits for that
     * transaction's end when the server is still running it.
     */
    public boolean holds(Connection connection, Claim claim) {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT group_number,transactions FROM retl.retl_checkpoint"
                                        + where()
                                        + " AND slot="
                                        + claim.slot().slot()
                                        + " FOR UPDATE")) {
            boolean durable =
                    found.next()
                            && found.getLong(1) == claim.slot().number()
                            && found.getString(2).equals(TransactionSet.encode(claim.ids()));
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return durable;
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /**
     * The statement that opens every target transaction: it claims the slot, and fails when the
     * pipeline's epoch is no longer ours by setting a column that must not be NULL to NULL. Then
     * nothing behind it runs, for the transaction is spoilt.
     */
    public String claim(long epoch, Claim claim) {
        return "UPDATE retl.retl_checkpoint SET epoch=CASE WHEN epoch="
                + epoch
                + " THEN epoch END,group_number="
                + claim.slot().number()
                + ",low_water_mark="
                + PostgresSql.literal(claim.mark().text())
                + ",transactions="
                + PostgresSql.literal(TransactionSet.encode(claim.ids()))
                + ",source_commit_micros="
                + claim.slot().commitMicros()
                + ",updated_at=clock_timestamp()"
                + where()
                + " AND slot="
                + claim.slot().slot();
    }

    /** Whether a refusal is the one of {@link #claim} when the epoch is another one. */
    public static boolean closesFence(PostgresException refusal) {
        return refusal.sqlState().equals("23502")
                && refusal.about("retl", "retl_checkpoint", "epoch");
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
