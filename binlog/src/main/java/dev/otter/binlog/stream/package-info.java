/** The change log of a server as raw events: what logs there are, and reading them from a point. */
package dev.otter.binlog.stream;
