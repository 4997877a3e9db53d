package dev.otter.testkit.workload;

import java.time.Duration;
import java.util.Objects;

/**
 * How a workload is driven.
 *
 * @param name of the threads ({@code name-writer-3})
 * @param writers threads, each with its own connection, 1 to 256
 * @param limit when the run ends by itself
 * @param pace how fast it writes
 * @param reconnectFor how long a writer tries to get a new connection after it lost its own; zero
 *     makes a lost connection an error of the run
 */
public record RunConfig(
        String name, int writers, RunLimit limit, Pace pace, Duration reconnectFor) {

    public RunConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(reconnectFor, "reconnectFor");
        if (writers < 1 || writers > 256) {
            throw new IllegalArgumentException("writers must be 1 to 256, not " + writers);
        }
    }

    /** As fast as it goes; a lost connection is sought again for a minute. */
    public static RunConfig of(String name, int writers, RunLimit limit) {
        return new RunConfig(name, writers, limit, Pace.unlimited(), Duration.ofMinutes(1));
    }

    public RunConfig withPace(Pace other) {
        return new RunConfig(name, writers, limit, other, reconnectFor);
    }
}
