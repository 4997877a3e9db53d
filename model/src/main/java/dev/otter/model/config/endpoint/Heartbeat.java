package dev.otter.model.config.endpoint;

import dev.otter.model.config.Check;

/**
 * Signs of life that the source is asked for. Nothing is written; no statement is taken from the
 * configuration.
 *
 * @param enabled whether it is asked
 * @param intervalSeconds time between two
 * @param timeoutSeconds how long one may take
 * @param retries how many in a row must fail before the source counts as dead
 * @param failover whether a dead master is given up for a standby of its failover group
 */
public record Heartbeat(
        Boolean enabled,
        Integer intervalSeconds,
        Integer timeoutSeconds,
        Integer retries,
        Boolean failover) {
    private static final int HOUR = 3_600;

    public Heartbeat {
        enabled = Check.orElse(enabled, false);
        intervalSeconds = Check.range("interval-seconds", intervalSeconds, 5, 1, HOUR);
        timeoutSeconds = Check.range("timeout-seconds", timeoutSeconds, 30, 1, HOUR);
        retries = Check.range("retries", retries, 3, 0, 100);
        failover = Check.orElse(failover, false);
        if (timeoutSeconds <= intervalSeconds) {
            throw new IllegalArgumentException(
                    "timeout-seconds is %d, must be more than interval-seconds, which is %d"
                            .formatted(timeoutSeconds, intervalSeconds));
        }
        if (failover && !enabled) {
            throw new IllegalArgumentException(
                    "failover needs the heartbeat; set enabled to true, or failover to false");
        }
    }

    /** None. */
    public static Heartbeat off() {
        return new Heartbeat(null, null, null, null, null);
    }
}
