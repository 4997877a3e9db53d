package dev.otter.engine.load.write;

import java.util.BitSet;
import java.util.List;

/** One or more statements of one kind on one table, in the order in which steps must run. */
public sealed interface Step {

    /** The operations, each on another row. */
    List<RowOp> ops();

    /** Whether its rows were read again, so that what the target holds of them is not known. */
    default boolean readAgain() {
        return ops().getFirst().plan().source().readAgain();
    }

    /** New rows, in multi-row statements. */
    record Insert(List<RowOp> ops) implements Step {}

    /** Changed rows, written whole in multi-row upserts. */
    record Upsert(List<RowOp> ops) implements Step {}

    /**
     * Changed rows, by key lists.
     *
     * @param columns source columns to set, of which every row has values
     */
    record ListUpdate(BitSet columns, List<RowOp> ops) implements Step {}

    /** Changed rows, one statement each. */
    record Update(List<RowOp> ops) implements Step {}

    /**
     * Changed rows that the server might take for those that are there, one statement each: see
     * {@link dev.otter.engine.load.table.QuietJson}.
     */
    record Rewrite(List<RowOp> ops) implements Step {}

    /** Rows to remove, by key lists. */
    record Delete(List<RowOp> ops) implements Step {}
}
