package dev.otter.manager.operation;

import dev.otter.manager.plan.PlannedPlace;
import java.util.Optional;

/** Finds configured pipelines and names of nodes. For any thread. */
public interface Places {

    /**
     * The pipeline of that name.
     *
     * @throws dev.otter.model.error.OtterException NOT_FOUND when there is none
     */
    PlannedPlace require(long channel, String name);

    /** The pipeline of that number. */
    Optional<PlannedPlace> find(long number);

    /** The node's name; its number when it is not configured. */
    String nodeName(long node);
}
