package dev.otter.transport.control.server;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.identity.NodeId;

/**
 * Where reports of nodes go. Called by virtual threads of the server: for one node one call after
 * the other, except {@link #disconnected}, which may overlap the last of them; for several nodes at
 * once. May block: the node's next message waits meanwhile. An exception ends the node's stream; it
 * connects again after a pause.
 */
public interface ReportSink {

    /** The node is connected and may be sent commands. */
    void connected(ConnectedNode node);

    /** The node is no longer connected. */
    void disconnected(NodeId node);

    void status(NodeId node, NodeStatus status);

    /**
     * How an operation is going; of several of one operation the newest. Told again each second
     * until the node is told to forget it, so none is missed for long.
     */
    void operation(NodeId node, OperationReport report);

    /** At most once each; events under way when a connection breaks are lost. */
    void event(NodeId node, NodeEvent event);

    /**
     * The node has applied the configuration with that version, or says why not. Repeated at each
     * connection for the one that the node runs with.
     */
    void configurationAnswered(NodeId node, Answer answer);

    /** The greatest sequence of that store that is durable here; 0 when there is none. */
    long lastStatistics(NodeId node, long store);

    /**
     * Must make the batch and its sequence durable together, so that {@link #lastStatistics} tells
     * the truth after a crash at any moment; then no batch is stored twice.
     */
    void statistics(NodeId node, StatisticsBatch batch);
}
