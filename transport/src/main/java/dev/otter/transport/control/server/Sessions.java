package dev.otter.transport.control.server;

import dev.otter.transport.control.message.Fault;
import dev.otter.transport.identity.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes that are connected, at most one session a number. Thread-safe. */
final class Sessions {
    private final Map<NodeId, NodeSession> byNode = new ConcurrentHashMap<>();

    /**
     * Takes the number for this session. The same process coming again takes the place of its own
     * older stream, whose end has not been noticed yet; another process is refused.
     */
    Optional<Fault> enter(NodeSession session) {
        while (true) {
            NodeSession other = byNode.putIfAbsent(session.node(), session);
            if (other == null) {
                return Optional.empty();
            }
            if (other.process() != session.process()) {
                return Optional.of(Refusals.elsewhere(session.node(), other.connected()));
            }
            other.end();
        }
    }

    void leave(NodeSession session) {
        byNode.remove(session.node(), session);
    }

    Optional<NodeSession> find(NodeId node) {
        return Optional.ofNullable(byNode.get(node));
    }

    Collection<NodeSession> all() {
        return List.copyOf(byNode.values());
    }
}
