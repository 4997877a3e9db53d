package dev.otter.engine.load.checkpoint;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pipeline's rows of {@code retl.retl_checkpoint}. Each call uses the connection it is given,
 * which must not be within a transaction and is left outside of one.
 */
public final class CheckpointTable {
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

    private final String pipeline;
    private final int slots;

    /**
     * @param pipeline full name of the pipeline
     * @param slots rows to keep; at least twice the groups in flight
     */
    public CheckpointTable(String pipeline, int slots) {
        this.pipeline = pipeline;
        this.slots = slots;
    }

    private String where() {
        return " WHERE `pipeline`=_utf8mb4'" + SlotStatement.escaped(pipeline) + "'";
    }

    /**
     * Raises the epoch of all slots and reads them. Waits for target transactions of an older
     * leader that are still open; from then on that leader's next statement fails.
     */
    public Recovered takeOver(MysqlConnection connection) {
        connection.query("BEGIN");
        try {
            insertMissingSlots(connection);
            connection.query("UPDATE `retl`.`retl_checkpoint` SET `epoch`=`epoch`+1" + where());
            QueryResult rows =
                    connection.query(
                            "SELECT `slot`,`epoch`,`group_number`,`low_water_mark`,`transactions`"
                                    + " FROM `retl`.`retl_checkpoint`"
                                    + where()
                                    + " FOR UPDATE");
            Recovered recovered = read(rows);
            connection.query("COMMIT");
            return recovered;
        } catch (RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /**
     * Reads what is durable as the connection sees it, without a lock; may be within a transaction,
     * whose snapshot then holds exactly these transactions. The epoch is that of the present
     * writer.
     */
    public Recovered look(MysqlConnection connection) {
        return read(
                connection.query(
                        "SELECT `slot`,`epoch`,`group_number`,`low_water_mark`,`transactions`"
                                + " FROM `retl`.`retl_checkpoint`"
                                + where()));
    }

    /** What each slot says now, without waiting for locks; empty when the table is gone. */
    public List<WrittenSlot> slots(MysqlConnection connection) {
        QueryResult rows;
        try {
            rows =
                    connection.query(
                            "SELECT `slot`,`epoch`,`group_number`,`transactions`,"
                                    + "`low_water_mark`<>'' FROM `retl`.`retl_checkpoint`"
                                    + where());
            connection.query("COMMIT");
        } catch (ServerErrorException e) {
            if (e.errorNumber() == NO_SUCH_TABLE || e.errorNumber() == NO_SUCH_DATABASE) {
                return List.of();
            }
            throw e;
        }
        List<WrittenSlot> slots = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            slots.add(
                    new WrittenSlot(
                            Math.toIntExact(rows.number(row, 0)),
                            rows.number(row, 1),
                            rows.number(row, 2),
                            TransactionSet.decode(rows.string(row, 3)).size(),
                            rows.number(row, 4) != 0));
        }
        return slots;
    }

    private static void rollBack(MysqlConnection connection, RuntimeException reason) {
        try {
            if (!connection.closed()) {
                connection.query("ROLLBACK");
            }
        } catch (RuntimeException second) {
            reason.addSuppressed(second);
            connection.abort();
        }
    }

    private void insertMissingSlots(MysqlConnection connection) {
        QueryResult present =
                connection.query(
                        "SELECT COUNT(*), COALESCE(MAX(`epoch`),0) FROM `retl`.`retl_checkpoint`"
                                + where()
                                + " FOR UPDATE");
        if (present.number(0, 0) >= slots) {
            return;
        }
        long epoch = present.number(0, 1);
        StringBuilder insert =
                new StringBuilder(
                        "INSERT INTO `retl`.`retl_checkpoint` (`pipeline`,`slot`,`epoch`,"
                                + "`group_number`,`origin`,`low_water_mark`,`transactions`,"
                                + "`source_commit_micros`) VALUES ");
        for (long slot = present.number(0, 0); slot < slots; slot++) {
            insert.append(slot == present.number(0, 0) ? "" : ",")
                    .append("(_utf8mb4'")
                    .append(SlotStatement.escaped(pipeline))
                    .append("',")
                    .append(slot)
                    .append(',')
                    .append(epoch)
                    .append(",0,'','','',0)");
        }
        connection.query(insert.toString());
    }

    private Recovered read(QueryResult rows) {
        long epoch = 0;
        long lastGroup = 0;
        Optional<Checkpoint> mark = Optional.empty();
        Map<Integer, List<TransactionId>> durable = new HashMap<>();
        try {
            for (int row = 0; row < rows.size(); row++) {
                epoch = Math.max(epoch, rows.number(row, 1));
                String text = rows.string(row, 3);
                if (text.isEmpty()) {
                    continue;
                }
                durable.put(
                        Math.toIntExact(rows.number(row, 0)),
                        TransactionSet.decode(rows.string(row, 4)));
                if (mark.isEmpty() || rows.number(row, 2) > lastGroup) {
                    lastGroup = rows.number(row, 2);
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
        return new Recovered(epoch, lastGroup, mark, rows.size(), durable);
    }

    /**
     * Writes the point where a pipeline begins, before anything is read, so that a restart begins
     * there too.
     */
    public void writeStart(MysqlConnection connection, Recovered recovered, Checkpoint start) {
        var outcome =
                connection
                        .query(
                                "UPDATE `retl`.`retl_checkpoint` SET `group_number`="
                                        + (recovered.lastGroup() + 1)
                                        + ",`low_water_mark`='"
                                        + SlotStatement.escaped(start.text())
                                        + "',`transactions`=''"
                                        + where()
                                        + " AND `slot`=0 AND `epoch`="
                                        + recovered.epoch())
                        .outcome();
        if (outcome.matchedRows() != 1) {
            throw fenced();
        }
        connection.query("COMMIT");
    }

    /**
     * Writes the same progress in the words of another server's log.
     *
     * @param recovered what stands there now
     * @param moved what is to stand there
     * @param alongside what belongs into the same transaction; uses this connection and neither
     *     begins nor ends transactions on it
     */
    public void move(
            MysqlConnection connection, Recovered recovered, Recovered moved, Runnable alongside) {
        String whose = where() + " AND `epoch`=" + recovered.epoch();
        connection.query("BEGIN");
        try {
            var cleared =
                    connection
                            .query("UPDATE `retl`.`retl_checkpoint` SET `transactions`=''" + whose)
                            .outcome();
            if (cleared.matchedRows() != recovered.slots()) {
                throw fenced();
            }
            moved.durable()
                    .forEach((slot, ids) ->
                            connection.query(
                                    "UPDATE `retl`.`retl_checkpoint` SET `transactions`='"
                                            + SlotStatement.escaped(TransactionSet.encode(ids))
                                            + "'"
                                            + whose
                                            + " AND `slot`="
                                            + slot));
            connection.query(
                    "UPDATE `retl`.`retl_checkpoint` SET `group_number`="
                            + moved.lastGroup()
                            + ",`low_water_mark`='"
                            + SlotStatement.escaped(moved.mark().orElseThrow().text())
                            + "'"
                            + whose
                            + " AND `slot`=0");
            alongside.run();
            connection.query("COMMIT");
        } catch (RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /**
     * Whether the group's transaction became durable although its answer was lost. Waits for that
     * transaction's end when the server is still running it.
     */
    public boolean holds(MysqlConnection connection, int slot, long group, String transactions) {
        QueryResult found =
                connection.query(
                        "SELECT `group_number`,`transactions` FROM `retl`.`retl_checkpoint`"
                                + where()
                                + " AND `slot`="
                                + slot
                                + " FOR UPDATE");
        boolean durable =
                found.size() == 1
                        && found.number(0, 0) == group
                        && found.string(0, 1).equals(transactions);
        connection.query("COMMIT");
        return durable;
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
