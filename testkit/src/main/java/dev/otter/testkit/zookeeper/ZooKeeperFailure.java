package dev.otter.testkit.zookeeper;

/** A server of the kit could not do what was asked; the message holds the end of its log. */
public final class ZooKeeperFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZooKeeperFailure(String message) {
        super(message);
    }

    ZooKeeperFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
