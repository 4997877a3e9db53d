package dev.otter.model.channel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What stands in for a source that dies.
 *
 * @param standbys servers that may take over, the preferred first; at least one
 * @param heartbeat how the death of the server in use is noticed; empty when only an operator
 *     switches
 * @param overlap how far before the last applied transaction the log of a standby is looked at when
 *     transactions have no GTIDs
 */
public record Failover(List<Server> standbys, Optional<Heartbeat> heartbeat, Duration overlap) {
    /** The usual overlap. */
    public static final Duration OVERLAP = Duration.ofSeconds(60);

    public Failover {
        standbys = List.copyOf(standbys);
        if (standbys.isEmpty()) {
            throw new IllegalArgumentException("the list of standbys is empty; name one");
        }
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("overlap " + overlap + " is negative");
        }
    }

    /**
     * Where a standby listens; account, password and TLS are those of the endpoint.
     *
     * @param host name or address
     * @param port TCP port
     */
    public record Server(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Signs of life that the server in use is asked for.
     *
     * @param interval time between two
     * @param timeout how long one may take
     * @param failures how many in a row must fail before the server counts as dead
     * @param statement what is run
     */
    public record Heartbeat(Duration interval, Duration timeout, int failures, String statement) {
        /** The statement that changes nothing. */
        public static final String STATEMENT = "SELECT 1";

        public Heartbeat {
            if (interval.toMillis() < 1 || timeout.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "interval " + interval + " or timeout " + timeout + " is below 1 ms");
            }
            if (failures < 1) {
                throw new IllegalArgumentException("failures is " + failures + ", must be >= 1");
            }
            if (statement.isBlank()) {
                throw new IllegalArgumentException("the statement of the heartbeat is empty");
            }
        }

        /** Every 3 s, 3 s of time for each, dead after 3. */
        public static Heartbeat usual() {
            return new Heartbeat(Duration.ofSeconds(3), Duration.ofSeconds(3), 3, STATEMENT);
        }
    }
}
