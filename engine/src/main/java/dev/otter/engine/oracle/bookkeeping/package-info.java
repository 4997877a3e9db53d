/** The tables that an Oracle target keeps for us, and the look at a target before it is written. */
package dev.otter.engine.oracle.bookkeeping;
