package dev.otter.manager.http;

/**
 * Where the manager listens.
 *
 * @param host address of the interface; empty for all
 * @param port TCP port; 0 for any free one
 * @param bodyMax largest body of a request, in bytes
 */
public record HttpConfig(String host, int port, int bodyMax) {
    private static final int BODY_MAX = 4 << 20;

    /** Bodies of 4 MB at most. */
    public static HttpConfig at(String host, int port) {
        return new HttpConfig(host, port, BODY_MAX);
    }
}
