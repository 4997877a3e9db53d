package dev.otter.engine.failover;

/**
 * Whose log a pipeline's checkpoint is about, as kept on the target.
 *
 * @param configured the address that the endpoint named itself when this was written
 * @param address the server that was read, {@code host:port}
 * @param identity that server, whatever its address
 */
public record ReadSource(String configured, String address, String identity) {}
