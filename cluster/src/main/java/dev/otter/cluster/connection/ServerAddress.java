package dev.otter.cluster.connection;

/**
 * Where one ZooKeeper server takes clients.
 *
 * @param host a name or an address; IPv6 without its brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
    private static final int LAST_PORT = 65_535;

    public ServerAddress {
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == ',')) {
            throw new IllegalArgumentException("'" + host + "' is not a host");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(port + " is not a port");
        }
    }

    /**
     * Reads {@code host:port}, or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static ServerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not host:port; IPv6 is written [address]:port");
        }
        try {
            return new ServerAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port", e);
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
