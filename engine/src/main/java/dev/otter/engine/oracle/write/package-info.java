/** Applies groups to Oracle: statements, batches, sessions, what failures mean. */
package dev.otter.engine.oracle.write;
