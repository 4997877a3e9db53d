package dev.otter.manager.operation;

import dev.otter.document.plan.PlannedPipeline;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.model.config.mapping.MappingConfig;
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

    /**
     * The pipeline with its ends and passwords as they are now, and with this entry alone.
     *
     * @throws dev.otter.model.error.OtterException STATE_FORBIDS when a password is missing
     */
    PlannedPipeline with(PlannedPlace place, MappingConfig entry);

    /** The node's name; its number when it is not configured. */
    String nodeName(long node);
}
