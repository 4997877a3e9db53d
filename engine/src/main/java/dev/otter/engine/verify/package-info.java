/** Compares the tables of source and target, row by row, in bounded memory. */
package dev.otter.engine.verify;
