package dev.otter.cluster.connection;

import java.nio.charset.StandardCharsets;

/**
 * With what a process shows ZooKeeper that it belongs to Otter: scheme {@code digest}, user {@code
 * otter}. Paths that it makes are closed to everybody without it. ZooKeeper keeps a digest only;
 * the secret itself travels to its servers in the clear unless the way there is protected.
 *
 * @param secret never printed
 */
public record Login(String secret) {
    static final String SCHEME = "digest";
    private static final String USER = "otter";

    byte[] credential() {
        return (USER + ":" + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return USER;
    }
}
