/** Statements that change tables, in PostgreSQL's language, and what became of them. */
package dev.otter.engine.postgresql.ddl;
