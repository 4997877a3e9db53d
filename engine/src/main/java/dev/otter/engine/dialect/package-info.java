/**
 * Definitions of MySQL's tables, and its statements that change them, in the language of another
 * kind of database. Knows no server: what is asked of the target is handed in.
 */
package dev.otter.engine.dialect;
