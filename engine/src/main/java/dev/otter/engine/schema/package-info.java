/** How source tables looked at each point of the log: taken, kept, and moved on by statements. */
package dev.otter.engine.schema;
