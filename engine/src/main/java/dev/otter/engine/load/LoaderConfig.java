package dev.otter.engine.load;

import dev.otter.engine.load.schedule.GroupLimits;

/**
 * Sizes and habits of the load stage.
 *
 * @param appliers connections that write
 * @param budgetBytes memory of transactions read and not yet durable
 * @param limits sizes of windows and groups
 * @param leavesOut whether columns that the target lacks are left out of rows while they are NULL
 */
public record LoaderConfig(int appliers, long budgetBytes, GroupLimits limits, boolean leavesOut) {
    /** Rows come with all their columns. */
    public LoaderConfig(int appliers, long budgetBytes, GroupLimits limits) {
        this(appliers, budgetBytes, limits, false);
    }
}
