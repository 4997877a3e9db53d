package dev.otter.engine.schema;

import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.Optional;

/**
 * How one table looks from one statement of the log on. Immutable.
 *
 * @param table the source's table
 * @param version rises with each record of the table
 * @param id the statement's transaction; empty for what was taken before anything was read
 * @param until present when the source was asked instead of a shape being computed: how the table
 *     looks behind this point of the log. Statements up to here are in it already
 * @param state what is known
 * @param shape the shape as {@link ShapeText} writes it; empty unless known
 */
public record ShapeRecord(
        TableName table,
        long version,
        Optional<TransactionId> id,
        Optional<Checkpoint> until,
        State state,
        String shape) {

    /** What is known of a table. */
    public enum State {
        KNOWN,
        /** There is no such table any more. */
        GONE,
        /** It was changed by a statement that was not understood. */
        UNKNOWN
    }
}
