package dev.otter.manager.catalog;

import dev.otter.model.config.Named;
import java.time.Instant;

/**
 * Something configured, as it is now.
 *
 * @param kind what it is
 * @param id number that never changes and is never used again
 * @param version 1 at first, one more with each change
 * @param changedAt when it got this version
 * @param changedBy who gave it
 * @param config what is configured
 */
public record Thing(
        Kind kind, long id, long version, Instant changedAt, String changedBy, Named config) {

    public String name() {
        return config.name();
    }

    /** The configuration as what it is known to be. */
    public <T extends Named> T as(Class<T> type) {
        return type.cast(config);
    }
}
