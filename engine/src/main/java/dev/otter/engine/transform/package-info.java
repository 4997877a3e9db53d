/** Gives rows their place on the target: pure, rows in, rows out. */
package dev.otter.engine.transform;
