package dev.otter.node.settings;

import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a node is told at its start; the rest comes from the manager.
 *
 * @param node its number
 * @param home its folder; what it keeps is in {@code data} below
 * @param managers tried in turn
 * @param secret lets it in without an operator, once; never printed
 * @param authority fingerprint that the manager's authority must have
 * @param sessionTimeout longest silence that ZooKeeper may take for life; empty to take the
 *     manager's
 * @param notices sentences about keys that are not needed any more
 * @param compiles whether sources of row processors, which administrators write into mappings, are
 *     compiled and run here
 * @param relayBytes how much of a source's log is kept at most for pipelines that share its reader;
 *     0 when each reads on a connection of its own
 */
public record NodeSettings(
        NodeId node,
        Path home,
        List<ManagerAddress> managers,
        Optional<String> secret,
        Optional<KeyFingerprint> authority,
        Optional<Duration> sessionTimeout,
        List<String> notices,
        boolean compiles,
        long relayBytes) {

    public NodeSettings {
        managers = List.copyOf(managers);
        notices = List.copyOf(notices);
    }

    /** One that compiles sources of row processors and has no relays. */
    public NodeSettings(
            NodeId node,
            Path home,
            List<ManagerAddress> managers,
            Optional<String> secret,
            Optional<KeyFingerprint> authority,
            Optional<Duration> sessionTimeout,
            List<String> notices) {
        this(node, home, managers, secret, authority, sessionTimeout, notices, true, 0);
    }

    /** Where it keeps key, configuration and statistics. */
    public Path data() {
        return home.resolve("data");
    }

    @Override
    public String toString() {
        return "node " + node + " in " + home + ", managers " + managers;
    }
}
