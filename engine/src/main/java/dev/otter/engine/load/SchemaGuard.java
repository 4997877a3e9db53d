package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Set;

/** Decides what a change of a table's shape on the source means for the target. */
@FunctionalInterface
public interface SchemaGuard {

    /**
     * Called on a thread of its own, for one change at a time, when everything before the change
     * that touches its tables is durable and nothing behind it that touches them has begun. Returns
     * when the target is ready for rows of the new shape; may take long.
     *
     * @return statements to run on the target in place of the source's, often none
     * @throws dev.otter.model.error.OtterException SCHEMA_CHANGE when it is not
     */
    List<String> check(Delivery.SchemaChange change);

    /** The target's tables whose transactions may not pass the change. For the load thread. */
    default Set<TableName> touches(Delivery.SchemaChange change) {
        return Set.copyOf(change.targets());
    }

    /** Ends waiting for people and for the target; what the target runs is waited for. */
    default void stop() {}

    /** Breaks off what the target runs, too. */
    default void abandon() {}
}
