/** The tables that a PostgreSQL target keeps for us, and what is checked before it is written. */
package dev.otter.engine.postgresql.bookkeeping;
