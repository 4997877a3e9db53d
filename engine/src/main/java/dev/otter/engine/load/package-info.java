/**
 * Applies whole source transactions to the target: dependencies, groups, compaction, checkpoint,
 * recovery.
 */
package dev.otter.engine.load;
