/** Cells of the log as values of Java, and back. */
package dev.otter.engine.transform.cell;
