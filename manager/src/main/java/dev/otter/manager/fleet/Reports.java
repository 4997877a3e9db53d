package dev.otter.manager.fleet;

import dev.otter.manager.live.Trouble;
import dev.otter.manager.operation.OperationReports;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.record.Journal;
import dev.otter.model.config.alarm.LogRecord;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.control.server.ConnectedNode;
import dev.otter.transport.control.server.ReportSink;
import dev.otter.transport.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what nodes report: statuses are kept in memory, the newest of each node for as long as it
 * is connected; events become log records; statistics go into the store. For any thread.
 */
public final class Reports implements ReportSink {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(30);
    private static final String INFORMATION = "information";

    private final Planner planner;
    private final Journal journal;
    private final Minutes minutes;
    private final OperationReports operations;
    private final InstantSource clock;
    private final Map<Long, Seen> seen = new ConcurrentHashMap<>();

    public Reports(
            Planner planner,
            Journal journal,
            Minutes minutes,
            OperationReports operations,
            InstantSource clock) {
        this.planner = planner;
        this.journal = journal;
        this.minutes = minutes;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * What is known of a node.
     *
     * @param connection how it is connected, while it is
     * @param status its newest report, while it is connected
     * @param configurationVersion what it runs with, as it said last
     * @param configurationProblem why it does not run with what it was sent
     */
    public record Seen(
            Optional<ConnectedNode> connection,
            Optional<Report> status,
            Optional<Long> configurationVersion,
            Optional<Trouble> configurationProblem) {
        private static final Seen NOTHING =
                new Seen(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        private Seen connection(Optional<ConnectedNode> now) {
            return new Seen(now, Optional.empty(), configurationVersion, configurationProblem);
        }

        private Seen status(Report now) {
            return connection.isEmpty()
                    ? this
                    : new Seen(
                            connection,
                            Optional.of(now),
                            configurationVersion,
                            configurationProblem);
        }

        private Seen answered(Answer answer) {
            return answer.fault().isEmpty()
                    ? new Seen(connection, status, Optional.of(answer.number()), Optional.empty())
                    : new Seen(
                            connection,
                            status,
                            configurationVersion,
                            answer.fault().map(Trouble::of));
        }
    }

    /**
     * A status, and when it came.
     *
     * @param status what the node told
     * @param at on the manager's clock
     */
    public record Report(NodeStatus status, Instant at) {}

    /** What is known of all nodes that were connected to this manager, by number. */
    public Map<Long, Seen> all() {
        return new TreeMap<>(seen);
    }

    /** Whether the node is connected. */
    public boolean connected(long node) {
        return seen.getOrDefault(node, Seen.NOTHING).connection().isPresent();
    }

    /** Forgets a node that was deleted. */
    public void forget(long node) {
        seen.remove(node);
    }

    @Override
    public void connected(ConnectedNode node) {
        change(node.node(), known -> known.connection(Optional.of(node)));
    }

    @Override
    public void disconnected(NodeId node) {
        change(node, known -> known.connection(Optional.empty()));
    }

    @Override
    public void status(NodeId node, NodeStatus status) {
        change(node, known -> known.status(new Report(status, clock.instant())));
    }

    @Override
    public void operation(NodeId node, OperationReport report) {
        operations.told(node.number(), report);
    }

    @Override
    public void configurationAnswered(NodeId node, Answer answer) {
        answer.fault()
                .ifPresent(fault ->
                        LOG.warn(
                                "Node {} does not take its configuration {}: {}",
                                node,
                                answer.number(),
                                fault.text()));
        change(node, known -> known.answered(answer));
    }

    private void change(NodeId node, java.util.function.UnaryOperator<Seen> step) {
        seen.compute(node.number(), (_, known) -> step.apply(known == null ? Seen.NOTHING : known));
    }

    @Override
    public void event(NodeId node, NodeEvent event) {
        String[] place = event.where().split("/", 3);
        boolean channel = planner.current().channels().containsValue(place[0]);
        String where = event.where().isEmpty() ? "" : " [" + event.where() + "]";
        journal.add(
                new LogRecord(
                        bounded(event.time()),
                        channel ? Optional.of(place[0]) : Optional.empty(),
                        channel && place.length > 1 ? Optional.of(cut(place[1])) : Optional.empty(),
                        Optional.of(planner.current().nodeName(node.number())),
                        event.code().isEmpty() ? INFORMATION : event.code(),
                        event.text() + where));
    }

    /** A node's clock may be far off; a record must still find its place among the others. */
    private Instant bounded(Instant time) {
        Instant now = clock.instant();
        boolean near =
                time.isAfter(now.minus(CLOCK_TOLERANCE))
                        && time.isBefore(now.plus(CLOCK_TOLERANCE));
        return near ? time : now;
    }

    private static String cut(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    @Override
    public long lastStatistics(NodeId node, long store) {
        return minutes.last(node.number(), store);
    }

    @Override
    public void statistics(NodeId node, StatisticsBatch batch) {
        minutes.add(node.number(), batch);
    }
}
