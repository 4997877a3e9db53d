package dev.otter.engine.load;

import dev.otter.engine.load.schedule.GroupLimits;

/**
 * Sizes of the load stage.
 *
 * @param appliers connections that write
 * @param budgetBytes memory of transactions read and not yet durable
 * @param limits sizes of windows and groups
 */
public record LoaderConfig(int appliers, long budgetBytes, GroupLimits limits) {}
