package dev.otter.transport.control.server;

import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.identity.NodeId;
import java.util.Optional;

/**
 * Where configurations of nodes come from. Called by virtual threads of the server, several at
 * once, at most one a node; may block for a database.
 */
@FunctionalInterface
public interface ConfigurationSource {

    /**
     * What the node should run with now; empty leaves it as it is. It is kept until the node has
     * it: as long as nothing changes, hand out the same record.
     */
    Optional<Configuration> newest(NodeId node);
}
