/** Statements that change tables, in Oracle's language, and what became of them. */
package dev.otter.engine.oracle.ddl;
