/**
 * What the target knows of a pipeline's progress: taking over, reading, and writing its slots in
 * the same transaction as the rows.
 */
package dev.otter.engine.load.checkpoint;
