/** Applies groups to PostgreSQL: statements, batches, sessions, what failures mean. */
package dev.otter.engine.postgresql.write;
