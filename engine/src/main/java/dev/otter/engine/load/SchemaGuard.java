package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import java.util.List;

/** Decides what a change of a table's shape on the source means for the target. */
@FunctionalInterface
public interface SchemaGuard {

    /**
     * Called when everything before the change is durable and nothing behind it has begun. Returns
     * when the target is ready for rows of the new shape.
     *
     * @return statements to run on the target in place of the source's, often none
     * @throws dev.otter.model.error.OtterException SCHEMA_CHANGE when it is not
     */
    List<String> check(Delivery.SchemaChange change);
}
