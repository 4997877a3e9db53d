/**
 * What Oracle knows of its tables, and how rows of one source shape are written into one of them:
 * which types take which, values as binds, statements.
 */
package dev.otter.engine.oracle.table;
