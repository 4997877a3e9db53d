package dev.otter.transport.control.message;

/**
 * What a node says of itself when it connects; shown to people, trusted by nobody.
 *
 * @param host name of its machine
 * @param version its version
 */
public record NodeDescription(String host, String version) {}
