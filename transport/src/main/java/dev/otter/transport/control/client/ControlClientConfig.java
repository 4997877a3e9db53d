package dev.otter.transport.control.client;

import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.identity.KeyFingerprint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node finds its manager.
 *
 * @param managers tried in turn
 * @param secret lets the node in without an operator; only used as long as it has no certificate
 * @param authority fingerprint that the manager's authority must have; without one, the first
 *     authority that is met is trusted
 * @param description what the node says of itself
 * @param pace how patient it is
 */
public record ControlClientConfig(
        List<ManagerAddress> managers,
        Optional<String> secret,
        Optional<KeyFingerprint> authority,
        NodeDescription description,
        Pace pace) {
    public ControlClientConfig {
        managers = List.copyOf(managers);
        if (managers.isEmpty()) {
            throw new IllegalArgumentException("a node needs the address of a manager");
        }
    }

    /**
     * How patient a node is.
     *
     * @param shortestPause after the first failure; doubled with each further one
     * @param longestPause the pause never grows beyond it
     * @param answerDeadline for connecting and for each answer of the manager
     */
    public record Pace(Duration shortestPause, Duration longestPause, Duration answerDeadline) {

        /** 0.5 s, 15 s, 10 s. */
        public static Pace usual() {
            return new Pace(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(10));
        }
    }

    @Override
    public String toString() {
        return description + " of " + managers;
    }
}
