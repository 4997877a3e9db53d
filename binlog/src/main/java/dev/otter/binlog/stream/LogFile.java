package dev.otter.binlog.stream;

/**
 * One file of a server's log.
 *
 * @param name such as {@code binlog.000003}
 * @param bytes its size when asked
 */
public record LogFile(String name, long bytes) {}
