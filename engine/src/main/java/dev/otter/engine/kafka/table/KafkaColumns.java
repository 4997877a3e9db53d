package dev.otter.engine.kafka.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.KeyColumns;

/**
 * Columns of rows in the log, and those of the source's table that has the key.
 *
 * @param source the rows' shape
 * @param target the source's table, under the target's name
 */
record KafkaColumns(SourceTable source, TargetTable target) implements KeyColumns {

    @Override
    public int sourceColumn(String name) {
        for (int i = 0; i < source.columns().size(); i++) {
            if (source.columns().get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean fills(int sourceColumn) {
        return true;
    }

    /** Kafka tells keys apart byte by byte, which the source's own idea of "equal" covers. */
    @Override
    public TableColumn equality(LogColumn from, TableColumn column) {
        return column;
    }
}
