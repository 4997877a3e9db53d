package dev.otter.model.config.endpoint;

import dev.otter.model.config.Check;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port TCP port
 */
public record ServerAddress(String host, Integer port) {
    private static final int MYSQL = 3306;

    public ServerAddress {
        Check.host("a server", host);
        port = Check.port("port", port, MYSQL);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
