package dev.otter.manager.room;

import dev.otter.cluster.membership.LiveNodes;
import dev.otter.manager.fleet.Reports;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.live.LiveNode;
import dev.otter.manager.plan.Plans;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.server.ConnectedNode;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.waiting.WaitingRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How nodes are, from what they report and from ZooKeeper. */
final class NodeViews {
    private static final Reports.Seen NOTHING =
            new Reports.Seen(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final Reports reports;
    private final KeeperLink link;
    private final ControlServer server;

    NodeViews(Reports reports, KeeperLink link, ControlServer server) {
        this.reports = reports;
        this.link = link;
        this.server = server;
    }

    /** All configured nodes by number. */
    List<LiveNode> all(Plans plans) {
        Map<Long, Reports.Seen> known = reports.all();
        Optional<LiveNodes.View> members =
                link.known()
                        .map(linked -> linked.live().view())
                        .filter(view -> view.asOf().isAfter(Instant.EPOCH));
        Set<Long> waiting =
                server.waiting().stream()
                        .map(WaitingRequest::node)
                        .map(node -> node.number())
                        .collect(Collectors.toSet());
        List<LiveNode> views = new ArrayList<>();
        plans.nodes()
                .forEach((nid, config) ->
                        views.add(
                                view(
                                        nid,
                                        config.name(),
                                        known.getOrDefault(nid, NOTHING),
                                        members.map(view ->
                                                view.members().containsKey(Math.toIntExact(nid))),
                                        waiting.contains(nid))));
        return views;
    }

    private static LiveNode view(
            long nid,
            String name,
            Reports.Seen seen,
            Optional<Boolean> inZookeeper,
            boolean waiting) {
        Optional<ConnectedNode> connection = seen.connection();
        Optional<NodeStatus> status = seen.status().map(Reports.Report::status);
        Optional<NodeStatus.Load> load = status.map(NodeStatus::load);
        return new LiveNode(
                nid,
                name,
                connection.isPresent(),
                connection.map(ConnectedNode::since).map(PipelineViews::millis),
                connection.map(ConnectedNode::address),
                connection.map(node -> node.description().host()),
                connection.map(node -> node.description().version()),
                status.map(it -> it.uptime().toSeconds()),
                load.map(NodeStatus.Load::heapUsedBytes),
                load.map(NodeStatus.Load::heapMaxBytes),
                load.map(NodeStatus.Load::cpu),
                status.map(NodeViews::running),
                seen.configurationVersion(),
                seen.configurationProblem(),
                inZookeeper,
                waiting);
    }

    private static int running(NodeStatus status) {
        return Math.toIntExact(
                status.pipelines().stream()
                        .filter(pipeline -> !PipelineViews.idleWord(pipeline.state()))
                        .count());
    }
}
