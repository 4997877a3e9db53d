package dev.otter.transport.control;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
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

/** What a manager's database would hold; outlives its servers. */
final class MemoryManager implements NodeRegistry, ConfigurationSource, ReportSink {
    final Map<NodeId, NodeStanding> standings = new ConcurrentHashMap<>();
    final Map<NodeId, String> secrets = new ConcurrentHashMap<>();
    final Map<NodeId, Configuration> configurations = new ConcurrentHashMap<>();
    final List<StatisticsBatch> statistics = new ArrayList<>();
    final List<NodeStatus> statuses = new CopyOnWriteArrayList<>();
    final List<OperationReport> operations = new CopyOnWriteArrayList<>();
    final List<NodeEvent> events = new CopyOnWriteArrayList<>();
    final List<Answer> answers = new CopyOnWriteArrayList<>();
    final List<String> comings = new CopyOnWriteArrayList<>();

    ManagerSide side() {
        return new ManagerSide(this, this, this);
    }

    void add(NodeId node) {
        standings.put(node, new NodeStanding.Registered(Optional.empty()));
    }

    void add(NodeId node, String secret) {
        add(node);
        secrets.put(node, secret);
    }

    @Override
    public NodeStanding standing(NodeId node) {
        return standings.getOrDefault(node, new NodeStanding.Unknown());
    }

    @Override
    public boolean admits(NodeId node, String secret) {
        return secret.equals(secrets.get(node));
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
        comings.add("+" + node.node());
    }

    @Override
    public void disconnected(NodeId node) {
        comings.add("-" + node);
    }

    @Override
    public void status(NodeId node, NodeStatus status) {
        statuses.add(status);
    }

    @Override
    public void operation(NodeId node, OperationReport report) {
        operations.add(report);
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
        return statistics.stream()
                .filter(b -> b.store() == store)
                .mapToLong(StatisticsBatch::sequence)
                .max()
                .orElse(0);
    }

    @Override
    public synchronized void statistics(NodeId node, StatisticsBatch batch) {
        statistics.add(batch);
    }

    /** Row counts that arrived, in the order of arrival. */
    synchronized List<Long> insertsThatArrived() {
        return statistics.stream()
                .flatMap(b -> b.minutes().stream())
                .map(m -> m.rows().inserts())
                .toList();
    }
}
