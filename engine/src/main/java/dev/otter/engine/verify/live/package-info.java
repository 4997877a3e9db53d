/** Rows that a pipeline has applied are read back from both sides while it runs. */
package dev.otter.engine.verify.live;
