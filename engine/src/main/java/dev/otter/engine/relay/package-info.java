/**
 * One connection to a source that feeds all pipelines of a process, through a ring of segment files
 * that is a cache and nothing more (ADR 36).
 */
package dev.otter.engine.relay;
