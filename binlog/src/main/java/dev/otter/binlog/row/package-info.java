/** What a column is, and how the bytes of one of its cells become exact text. */
package dev.otter.binlog.row;
