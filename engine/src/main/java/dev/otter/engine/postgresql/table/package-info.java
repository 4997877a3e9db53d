/**
 * What PostgreSQL knows of its tables, and how rows of one source shape are written into one of
 * them: which types take which, values as literals, plans.
 */
package dev.otter.engine.postgresql.table;
