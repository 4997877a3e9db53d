package dev.otter.transport.control.message;

import java.util.List;

/**
 * Statistics that are stored whole or not at all.
 *
 * @param store identity of the node's store; with another one, sequences begin anew
 * @param sequence grows by one with each batch of the store; gaps are batches that were dropped
 * @param minutes what was measured
 */
public record StatisticsBatch(long store, long sequence, List<PipelineMinute> minutes) {
    /** More go into several batches. */
    public static final int MOST_MINUTES = 2_000;

    public StatisticsBatch {
        minutes = List.copyOf(minutes);
    }
}
