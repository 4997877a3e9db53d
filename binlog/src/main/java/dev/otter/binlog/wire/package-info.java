/** The client side of the MySQL and MariaDB protocol: connect, authenticate, query, pipeline. */
package dev.otter.binlog.wire;
