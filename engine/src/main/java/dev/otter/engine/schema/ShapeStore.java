package dev.otter.engine.schema;

import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the records of one pipeline. What was saved is durable when the call returns. */
public interface ShapeStore {

    /** All records, those of one table after each other and by rising version. */
    List<ShapeRecord> load();

    /** Where the next run would begin; empty when that is not told here. */
    default Optional<Checkpoint> mark() {
        return Optional.empty();
    }

    /** Adds records, or writes those anew that are there already. */
    void save(Collection<ShapeRecord> records);

    /** Removes all records. */
    void clear();

    /** Removes the table's records below a version. */
    void remove(TableName table, long belowVersion);

    /** The same for many tables. */
    default void remove(Map<TableName, Long> belowVersions) {
        belowVersions.forEach(this::remove);
    }
}
