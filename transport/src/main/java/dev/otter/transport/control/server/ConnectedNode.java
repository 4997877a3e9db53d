package dev.otter.transport.control.server;

import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.identity.NodeId;
import java.time.Instant;

/**
 * A node that is connected now.
 *
 * @param node its number, proven
 * @param description what it says of itself
 * @param address where it comes from
 * @param since since when
 */
public record ConnectedNode(
        NodeId node, NodeDescription description, String address, Instant since) {}
