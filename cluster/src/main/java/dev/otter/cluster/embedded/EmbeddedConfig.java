package dev.otter.cluster.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the embedded server needs.
 *
 * @param folder where it keeps its data; made when missing
 * @param host the address it listens on
 * @param port 0 for a free one
 * @param purgeEvery how often snapshots that are no longer needed are deleted
 */
public record EmbeddedConfig(Path folder, String host, int port, Duration purgeEvery) {
    /** Snapshots that are kept. */
    public static final int SNAPSHOTS = 3;

    /** On the loopback address only, as nodes on other machines need an explicit decision. */
    public static EmbeddedConfig onLoopback(Path folder, int port) {
        return new EmbeddedConfig(folder, "127.0.0.1", port, Duration.ofHours(1));
    }
}
