package dev.otter.manager.room;

import dev.otter.cluster.runstate.ChannelState;
import dev.otter.cluster.runstate.RunState;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.live.EnrolmentRequest;
import dev.otter.manager.live.LiveNode;
import dev.otter.manager.live.LivePipeline;
import dev.otter.manager.live.Overview.Attention;
import dev.otter.manager.live.Overview.Attention.Matter;
import dev.otter.manager.live.Trouble;
import dev.otter.manager.plan.Plans;
import dev.otter.model.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody should look at. */
final class AttentionList {
    private static final int MOST = 200;

    /** A node needs a moment to take up what was just started. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final KeeperLink link;
    private final InstantSource clock;

    AttentionList(KeeperLink link, InstantSource clock) {
        this.link = link;
        this.clock = clock;
    }

    /** All of it, errors first. */
    List<Attention> of(
            Plans plans,
            List<LivePipeline> pipelines,
            List<LiveNode> nodes,
            List<EnrolmentRequest> waiting) {
        List<Attention> list = new ArrayList<>();
        zookeeper(list);
        pipelines.forEach(pipeline -> pipeline(list, pipeline));
        channels(list, plans);
        nodes.forEach(node -> node(list, node));
        waiting.forEach(request -> list.add(waiting(request, plans)));
        list.sort(Comparator.comparing(Attention::severity));
        return list.stream().limit(MOST).toList();
    }

    private void zookeeper(List<Attention> list) {
        KeeperLink.Standing standing = link.standing();
        if (!standing.connected()) {
            list.add(
                    new Attention(
                            Attention.Severity.ERROR,
                            Attention.Kind.ZOOKEEPER,
                            Optional.empty(),
                            "ZooKeeper",
                            Optional.of(standing.code()),
                            standing.reason(),
                            Optional.of(PipelineViews.millis(standing.since())),
                            standing.remedy()
                                    + " Data flows on meanwhile; nobody can take over, and"
                                    + " channels cannot be started or stopped.",
                            Optional.empty(),
                            List.of()));
        }
    }

    private void pipeline(List<Attention> list, LivePipeline pipeline) {
        switch (pipeline.state()) {
            case "failed" -> list.add(ofPipeline(Attention.Severity.ERROR, pipeline));
            case "retrying" -> list.add(ofPipeline(Attention.Severity.WARNING, pipeline));
            case PipelineViews.UNREPORTED -> {
                boolean wanted =
                        pipeline.run().equals(Optional.of(dev.otter.manager.live.RunState.RUNNING));
                if (wanted && old(pipeline.since())) {
                    String why = pipeline.reason().orElse("");
                    list.add(
                            pipeline(
                                    Attention.Severity.ERROR,
                                    pipeline,
                                    "it should run, but " + why,
                                    "Start one of these nodes, or see why it is not connected.",
                                    new Noticed(Matter.NOT_RUNNING, why)));
                }
            }
            default -> {}
        }
        List<String> held = pipeline.heldTables().orElse(List.of());
        if (!held.isEmpty()) {
            list.add(
                    pipeline(
                            Attention.Severity.WARNING,
                            pipeline,
                            "changes of %d tables are kept back, the first: %s"
                                    .formatted(held.size(), held.getFirst()),
                            "Look at the pipeline's page for each table and its cure.",
                            new Noticed(
                                    Matter.TABLES_HELD,
                                    Integer.toString(held.size()),
                                    held.getFirst())));
        }
    }

    private boolean old(Optional<Instant> since) {
        return since.isEmpty() || since.get().isBefore(clock.instant().minus(GRACE));
    }

    private static Attention ofPipeline(Attention.Severity severity, LivePipeline pipeline) {
        Optional<Trouble> error = pipeline.lastError();
        return new Attention(
                severity,
                Attention.Kind.PIPELINE,
                Optional.of(pipeline.number()),
                pipeline.title(),
                error.map(Trouble::code),
                error.map(Trouble::what).or(pipeline::reason).orElse(pipeline.state()),
                pipeline.since(),
                error.map(Trouble::remedy).orElse("See the log of the node."),
                Optional.empty(),
                List.of());
    }

    /** What the manager itself notices. */
    private record Noticed(Matter matter, List<String> facts) {
        Noticed(Matter matter, String... facts) {
            this(matter, List.of(facts));
        }
    }

    private static Attention pipeline(
            Attention.Severity severity,
            LivePipeline pipeline,
            String what,
            String remedy,
            Noticed noticed) {
        return new Attention(
                severity,
                Attention.Kind.PIPELINE,
                Optional.of(pipeline.number()),
                pipeline.title(),
                Optional.empty(),
                what,
                pipeline.since(),
                remedy,
                Optional.of(noticed.matter()),
                noticed.facts());
    }

    private void channels(List<Attention> list, Plans plans) {
        link.known()
                .ifPresent(linked ->
                        plans.channels()
                                .forEach((id, name) ->
                                        linked.board()
                                                .view()
                                                .of(id)
                                                .filter(it -> it.state() == RunState.PAUSED)
                                                .map(state -> paused(id, name, state))
                                                .ifPresent(list::add)));
    }

    private static Attention paused(long id, String name, ChannelState state) {
        return new Attention(
                Attention.Severity.WARNING,
                Attention.Kind.CHANNEL,
                Optional.of(id),
                name,
                Optional.empty(),
                "paused by %s%s"
                        .formatted(
                                state.by(), state.reason().isEmpty() ? "" : ": " + state.reason()),
                Optional.of(PipelineViews.millis(state.since())),
                "Take it up again when the reason is gone.",
                Optional.of(Matter.PAUSED),
                List.of(state.by(), state.reason()));
    }

    private static void node(List<Attention> list, LiveNode node) {
        boolean inZookeeper = node.inZookeeper().orElse(false);
        if (!node.connected() && !node.waitingForApproval()) {
            list.add(
                    node(
                            node,
                            Optional.of(ErrorCode.NODE_NOT_CONNECTED.text()),
                            inZookeeper
                                    ? "it runs, but is not connected to this manager"
                                    : "it is not there",
                            inZookeeper
                                    ? "Look at its log why it does not connect; data flows on."
                                    : "Start it, or look at its log why it does not connect.",
                            inZookeeper ? Matter.NODE_SILENT : Matter.NODE_ABSENT));
        }
        if (node.connected() && node.inZookeeper().equals(Optional.of(false))) {
            list.add(
                    node(
                            node,
                            Optional.empty(),
                            "it is connected, but not to ZooKeeper, and so can take over nothing",
                            "See that it reaches the ZooKeeper servers; its log says more.",
                            Matter.NODE_WITHOUT_ZOOKEEPER));
        }
        node.configurationProblem().ifPresent(problem -> list.add(refused(node, problem)));
    }

    private static Attention refused(LiveNode node, Trouble problem) {
        return new Attention(
                Attention.Severity.ERROR,
                Attention.Kind.NODE,
                Optional.of(node.nid()),
                node.name(),
                Optional.of(problem.code()),
                "it does not take its configuration: " + problem.what(),
                node.since(),
                problem.remedy(),
                Optional.empty(),
                List.of());
    }

    private static Attention node(
            LiveNode node, Optional<String> code, String what, String remedy, Matter matter) {
        return new Attention(
                Attention.Severity.WARNING,
                Attention.Kind.NODE,
                Optional.of(node.nid()),
                node.name(),
                code,
                what,
                node.since(),
                remedy,
                Optional.of(matter),
                List.of());
    }

    private static Attention waiting(EnrolmentRequest request, Plans plans) {
        return new Attention(
                Attention.Severity.WARNING,
                Attention.Kind.NODE,
                Optional.of(request.nid()),
                plans.nodeName(request.nid()),
                Optional.of(ErrorCode.NODE_NOT_APPROVED.text()),
                "somebody at %s says to be this node and waits for approval%s"
                        .formatted(
                                request.address(),
                                request.replaces()
                                        ? "; approval would replace the approved key"
                                        : ""),
                Optional.of(request.since()),
                "Compare the fingerprint with the node's log, then approve or reject it.",
                Optional.of(request.replaces() ? Matter.NODE_REPLACED : Matter.NODE_UNAPPROVED),
                List.of(request.address()));
    }
}
