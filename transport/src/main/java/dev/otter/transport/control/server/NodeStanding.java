package dev.otter.transport.control.server;

import dev.otter.transport.identity.KeyFingerprint;
import java.util.Optional;

/** What the manager knows of a node's number. */
public sealed interface NodeStanding {

    /** The number was never given. */
    record Unknown() implements NodeStanding {}

    /** The node was deleted. */
    record Deleted() implements NodeStanding {}

    /**
     * The node exists.
     *
     * @param approvedKey the one key that may connect; empty before approval and after revocation
     */
    record Registered(Optional<KeyFingerprint> approvedKey) implements NodeStanding {}
}
