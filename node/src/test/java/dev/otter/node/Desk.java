package dev.otter.node;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.control.server.ConfigurationSource;
import dev.otter.transport.control.server.ConnectedNode;
import dev.otter.transport.control.server.ManagerSide;
import dev.otter.transport.control.server.NodeRegistry;
import dev.otter.transport.control.server.NodeStanding;
import dev.otter.transport.control.server.ReportSink;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a manager knows and is told, in memory. */
final class Desk implements NodeRegistry, ConfigurationSource, ReportSink {
    static final String SECRET = "sesame";

    final Map<NodeId, Configuration> configurations = new ConcurrentHashMap<>();
    final Map<NodeId, NodeStatus> statuses = new ConcurrentHashMap<>();
    final Map<Long, OperationReport> operations = new ConcurrentHashMap<>();
    final List<NodeEvent> events = new CopyOnWriteArrayList<>();
    final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final Map<NodeId, NodeStanding> standings = new ConcurrentHashMap<>();
    private final List<StatisticsBatch> batches = new ArrayList<>();

    ManagerSide side() {
        return new ManagerSide(this, this, this);
    }

    void add(int nid) {
        standings.put(new NodeId(nid), new NodeStanding.Registered(Optional.empty()));
    }

    /** The manager's people delete the node. */
    void delete(int nid) {
        standings.put(new NodeId(nid), new NodeStanding.Deleted());
    }

    /** The manager forgets it, as one whose store was lost. */
    void forget(int nid) {
        standings.remove(new NodeId(nid));
    }

    @Override
    public NodeStanding standing(NodeId node) {
        return standings.getOrDefault(node, new NodeStanding.Unknown());
    }

    @Override
    public boolean admits(NodeId node, String secret) {
        return secret.equals(SECRET);
    }

    @Override
    public void approve(NodeId node, KeyFingerprint key) {
        standings.put(node, new NodeStanding.Registered(Optional.of(key)));
    }

    @Override
    public Optional<Configuration> newest(NodeId node) {
        return Optional.ofNullable(configurations.get(node));
    }

    @Override
    public void connected(ConnectedNode node) {
        // Asked of the server where it matters.
    }

    @Override
    public void disconnected(NodeId node) {
        statuses.remove(node);
    }

    @Override
    public void status(NodeId node, NodeStatus status) {
        statuses.put(node, status);
    }

    @Override
    public void operation(NodeId node, OperationReport report) {
        operations.put(report.id(), report);
    }

    @Override
    public void event(NodeId node, NodeEvent event) {
        events.add(event);
    }

    @Override
    public void configurationAnswered(NodeId node, Answer answer) {
        answers.add(answer);
    }

    @Override
    public synchronized long lastStatistics(NodeId node, long store) {
        return batches.stream()
                .filter(b -> b.store() == store)
                .mapToLong(StatisticsBatch::sequence)
                .max()
                .orElse(0);
    }

    @Override
    public synchronized void statistics(NodeId node, StatisticsBatch batch) {
        batches.add(batch);
    }

    /** All minutes of a pipeline that have arrived. */
    synchronized List<PipelineMinute> minutes(long pipeline) {
        return batches.stream()
                .flatMap(b -> b.minutes().stream())
                .filter(m -> m.pipeline().equals(Long.toString(pipeline)))
                .toList();
    }

    /** What a node said of a pipeline last. */
    Optional<PipelineStatus> status(int nid, long pipeline) {
        return Optional.ofNullable(statuses.get(new NodeId(nid))).stream()
                .flatMap(status -> status.pipelines().stream())
                .filter(p -> p.pipeline().equals(Long.toString(pipeline)))
                .findAny();
    }

    /** Whether an event with this code and these words has come. */
    boolean heard(String code, String words) {
        return events.stream().anyMatch(e -> e.code().equals(code) && e.text().contains(words));
    }
}
