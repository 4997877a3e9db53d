package dev.otter.transport.control.server;

import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;

/**
 * What the manager knows of nodes. Called by virtual threads of the server, several at once; may
 * block for a database. An exception ends the call that asked; the node tries again.
 */
public interface NodeRegistry {

    /** Asked at each enrolment and each connection, so a change takes effect at the next one. */
    NodeStanding standing(NodeId node);

    /**
     * Whether this secret lets this node in without an operator. Must take the same time whether it
     * is nearly right or quite wrong; is asked only for nodes without an approved key.
     */
    boolean admits(NodeId node, String secret);

    /**
     * From now on this key, and no other, is the node's. Called when a secret was right and by
     * {@link ControlServer#approve}; a secret for one use is used up by this.
     */
    void approve(NodeId node, KeyFingerprint key);
}
