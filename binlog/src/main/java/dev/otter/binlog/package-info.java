/**
 * MySQL and MariaDB change-log reader: connection, framing, events, row decoding from byte arrays.
 * Knows nothing of Otter.
 */
package dev.otter.binlog;
