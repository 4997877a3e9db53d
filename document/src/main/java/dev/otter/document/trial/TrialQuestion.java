package dev.otter.document.trial;

import dev.otter.document.plan.PlannedPipeline;
import dev.otter.model.config.Check;
import dev.otter.model.config.mapping.MappingConfig;
import java.util.List;

/**
 * What a node is asked to try.
 *
 * @param channel the channel's name
 * @param pipeline both ends with their passwords
 * @param entry of the pipeline's tables; need not be saved
 * @param table one of the source's that the entry takes
 * @param row its values; empty to take some row of the table
 */
public record TrialQuestion(
        String channel,
        PlannedPipeline pipeline,
        MappingConfig entry,
        String table,
        List<TrialValue> row) {
    public TrialQuestion {
        row = Check.list("row", row);
    }
}
