package dev.otter.engine.load.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;

/**
 * Which columns of a source shape fill which columns of a target table, as far as keys need to know
 * it.
 */
public interface KeyColumns {

    /** The shape of the rows. */
    SourceTable source();

    /** The table that is written. */
    TargetTable target();

    /** The source column that fills the target's column of this name; -1 when there is none. */
    int sourceColumn(String name);

    /** Whether values of a source column are written; not so where the target computes them. */
    boolean fills(int sourceColumn);

    /**
     * A column of MySQL whose idea of "equal" is at least as wide as that of the target's column:
     * keys are hashed by it, so that what the target takes for equal has equal hashes, from
     * whatever source it comes.
     *
     * @param source the column in the log that fills it
     * @param column the target's column, of this table or of a parent
     */
    TableColumn equality(LogColumn source, TableColumn column);
}
