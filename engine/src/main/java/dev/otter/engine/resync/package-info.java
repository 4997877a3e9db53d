/**
 * Rows that are asked for again: takes the requests out of the stream, reads the rows from the
 * source at an exact place of the log, and hands them on where the stream has that place.
 */
package dev.otter.engine.resync;
