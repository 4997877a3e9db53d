/**
 * What becomes of a single row under an entry of a pipeline's tables, tried out and not written.
 */
package dev.otter.engine.trial;
