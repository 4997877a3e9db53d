/**
 * The full load: reads the rows that the source's tables hold already, in chunks by key, and merges
 * them into the running stream of changes.
 */
package dev.otter.engine.snapshot;
