package dev.otter.cluster.connection;

import java.time.Duration;
import java.util.Optional;

/**
 * How long ZooKeeper keeps the session of a process that it no longer hears from, and with it the
 * process's leaderships.
 *
 * <p>A dead leader is replaced when its session ends, so the session must be short. A long one
 * protects nothing: a process that lives but cannot reach ZooKeeper goes on leading until another
 * has taken over, and then the epoch on the target stops it. Otter 4 lost its position on a session
 * that ended, and so had 60 s. The configured time is therefore taken as the longest that is
 * allowed, and eight seconds are never exceeded.
 *
 * @param configured the value of {@code otter.zookeeper.sessionTimeout}
 */
public record SessionTime(Duration configured) {
    /** What is asked of ZooKeeper at most. */
    public static final Duration LONGEST = Duration.ofSeconds(8);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What is configured when nothing is. */
    public static final SessionTime USUAL = new SessionTime(Duration.ofSeconds(60));

    public SessionTime {
        if (configured.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "a session timeout of %d ms is too short; give at least %d"
                            .formatted(configured.toMillis(), SHORTEST.toMillis()));
        }
    }

    /**
     * What is asked of ZooKeeper. A server grants no less than twice and no more than twenty times
     * its {@code tickTime}.
     */
    public Duration asked() {
        return configured.compareTo(LONGEST) > 0 ? LONGEST : configured;
    }

    /** A sentence for the log when the configured value is not what is asked. */
    public Optional<String> notice() {
        return configured.equals(asked())
                ? Optional.empty()
                : Optional.of(
                        ("otter.zookeeper.sessionTimeout=%d is an upper limit; %d ms are used, so"
                                        + " that another node leads within 15 s when one dies. A"
                                        + " node that cannot reach ZooKeeper for longer keeps"
                                        + " working.")
                                .formatted(configured.toMillis(), asked().toMillis()));
    }
}
