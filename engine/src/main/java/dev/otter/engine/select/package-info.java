/**
 * Reads the log of the source: whole transactions in commit order, with the shapes of their tables.
 */
package dev.otter.engine.select;
