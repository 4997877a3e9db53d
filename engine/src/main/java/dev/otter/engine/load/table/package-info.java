/**
 * How rows of one source shape are written into one target table: columns, keys, SQL heads,
 * families.
 */
package dev.otter.engine.load.table;
