package dev.otter.engine.load.checkpoint;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import java.util.Collection;

/**
 * Writes the statement that opens every target transaction: it claims the slot, and fails when the
 * pipeline's epoch is no longer ours, so that nothing behind it in the packet runs.
 *
 * <p>It fails by setting a NOT NULL column to NULL, which a strict sql_mode refuses with error
 * 1048. Immutable.
 */
public final class SlotStatement {
    /** MySQL's "column cannot be null": the fence has closed. */
    public static final int FENCE_ERROR = 1048;

    private final String head;
    private final String tail;

    /**
     * @param pipeline full name of the pipeline, as it stands in the table
     * @param epoch our epoch
     */
    public SlotStatement(String pipeline, long epoch) {
        this.head =
                "UPDATE `retl`.`retl_checkpoint` SET `epoch`=IF(`epoch`="
                        + epoch
                        + ",`epoch`,NULL),`group_number`=";
        this.tail = " WHERE `pipeline`=_utf8mb4'" + escaped(pipeline) + "' AND `slot`=";
    }

    /** Doubles what would end a literal of a session with backslash escapes. */
    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    /**
     * Appends the statement without a semicolon.
     *
     * @param group slot and number of the group
     * @param mark the low-water mark as known now
     * @param ids what the target transaction contains
     */
    public void write(
            ByteWriter out, SlotUse group, Checkpoint mark, Collection<TransactionId> ids) {
        out.ascii(head).decimal(group.number());
        out.ascii(",`low_water_mark`='").utf8(escaped(mark.text()));
        out.ascii("',`transactions`='").utf8(escaped(TransactionSet.encode(ids)));
        out.ascii("',`source_commit_micros`=").decimal(group.commitMicros());
        out.utf8(tail).decimal(group.slot());
    }

    /**
     * Which slot a group writes.
     *
     * @param slot the slot's number
     * @param number the group's number, rising over all runs
     * @param commitMicros source commit time of the group's newest transaction
     */
    public record SlotUse(int slot, long number, long commitMicros) {}
}
