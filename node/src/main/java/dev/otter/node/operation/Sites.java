package dev.otter.node.operation;

import dev.otter.transport.control.message.OperationOrder;
import java.util.Optional;

/** Finds the pipelines that operations work on. Thread-safe; never blocks. */
@FunctionalInterface
public interface Sites {

    /**
     * @param order names the pipeline, or brings it along
     * @return empty when it must be led here and is not
     */
    Optional<Site> find(OperationOrder order);
}
