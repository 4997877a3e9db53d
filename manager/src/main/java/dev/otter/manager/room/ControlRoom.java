package dev.otter.manager.room;

import dev.otter.cluster.ensemble.TreePage;
import dev.otter.manager.control.RunControl;
import dev.otter.manager.fleet.Minutes;
import dev.otter.manager.fleet.StoredNodes;
import dev.otter.manager.keeper.KeeperLink;
import dev.otter.manager.live.EnrolmentRequest;
import dev.otter.manager.live.EnrolmentSecret;
import dev.otter.manager.live.Ensemble;
import dev.otter.manager.live.LiveDesk;
import dev.otter.manager.live.LiveEvents;
import dev.otter.manager.live.LiveNode;
import dev.otter.manager.live.LivePipeline;
import dev.otter.manager.live.Minute;
import dev.otter.manager.live.Operations;
import dev.otter.manager.live.Overview;
import dev.otter.manager.live.RunState;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.plan.Plans;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.NodeStanding;
import dev.otter.transport.control.server.waiting.WaitingRequest;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is seen of the running system, and asked of it. For any thread. */
final class ControlRoom implements LiveDesk {
    private final Parts parts;
    private final PipelineViews pipelines;
    private final NodeViews nodes;
    private final LiveFeed feed;

    /**
     * What the room stands on.
     *
     * @param planner what nodes are to run with
     * @param control channels' states
     * @param registry keys and secrets of nodes
     * @param minutes what pipelines did
     * @param server where nodes are connected
     * @param link to ZooKeeper
     * @param ensemble its servers
     * @param leaderships who runs pipelines
     * @param attention what somebody should look at
     * @param changed told of changes of the configuration
     * @param closing ends all parts, in order
     * @param operations what is done once to pipelines
     */
    record Parts(
            Planner planner,
            RunControl control,
            StoredNodes registry,
            Minutes minutes,
            ControlServer server,
            KeeperLink link,
            EnsembleView ensemble,
            Leaderships leaderships,
            AttentionList attention,
            Runnable changed,
            Closing closing,
            Operations operations) {}

    ControlRoom(Parts parts, PipelineViews pipelines, NodeViews nodes) {
        this.parts = parts;
        this.pipelines = pipelines;
        this.nodes = nodes;
        this.feed = new LiveFeed(this::picture);
    }

    private LiveFeed.Picture picture() {
        Plans plans = parts.planner().current();
        return new LiveFeed.Picture(plans.revision(), pipelines.all(plans), nodes.all(plans));
    }

    @Override
    public Overview overview() {
        Plans plans = parts.planner().current();
        List<LivePipeline> all = pipelines.all(plans);
        List<LiveNode> there = nodes.all(plans);
        List<EnrolmentRequest> waiting = enrolments();
        return new Overview(
                channels(plans),
                counts(all),
                new Overview.Nodes(
                        there.stream().filter(LiveNode::connected).count(),
                        there.size(),
                        waiting.size()),
                all.stream().mapToDouble(it -> it.rowsPerSecond().orElse(0.0)).sum(),
                all.stream().mapToDouble(it -> it.transactionsPerSecond().orElse(0.0)).sum(),
                all.stream().flatMap(it -> it.lagMillis().stream()).max(Long::compare),
                parts.attention().of(plans, all, there, waiting));
    }

    private Overview.Channels channels(Plans plans) {
        List<RunState> states =
                plans.channels().keySet().stream()
                        .flatMap(channel -> parts.control().known(channel).stream())
                        .toList();
        return new Overview.Channels(
                states.stream().filter(state -> state == RunState.RUNNING).count(),
                states.stream().filter(state -> state == RunState.PAUSED).count(),
                states.stream().filter(state -> state == RunState.STOPPED).count());
    }

    private static Overview.Pipelines counts(List<LivePipeline> all) {
        long running = all.stream().filter(it -> it.state().equals("running")).count();
        long failed = all.stream().filter(it -> it.state().equals("failed")).count();
        long idle = all.stream().filter(ControlRoom::idle).count();
        return new Overview.Pipelines(running, all.size() - running - failed - idle, failed, idle);
    }

    private static boolean idle(LivePipeline pipeline) {
        return pipeline.state().equals(PipelineViews.STOPPED)
                || pipeline.state().equals(PipelineViews.UNREPORTED) && pipeline.run().isEmpty();
    }

    @Override
    public List<LiveNode> nodes() {
        return nodes.all(parts.planner().current());
    }

    @Override
    public List<LivePipeline> pipelines(Optional<Long> channel) {
        return pipelines.all(parts.planner().current()).stream()
                .filter(it -> channel.isEmpty() || it.channel().id() == channel.get())
                .toList();
    }

    @Override
    public LivePipeline pipeline(long channel, String name) {
        Plans plans = parts.planner().current();
        long number = place(plans, channel, name).number();
        return pipelines.all(plans).stream()
                .filter(view -> view.number() == number)
                .findAny()
                .orElseThrow();
    }

    @Override
    public List<Minute> minutes(long channel, String pipeline, Instant from, Instant to) {
        PlannedPlace place = place(parts.planner().current(), channel, pipeline);
        return parts.minutes().read(place.number(), from, to);
    }

    @Override
    public void switchLeader(long channel, String pipeline, Optional<String> node, String by) {
        Plans plans = parts.planner().current();
        parts.leaderships().handOver(plans, place(plans, channel, pipeline), node, by);
    }

    static PlannedPlace place(Plans plans, long channel, String name) {
        return plans.pipeline(channel, name)
                .orElseThrow(() -> {
                    String known = plans.channels().get(channel);
                    return new OtterException(
                            ErrorCode.NOT_FOUND,
                            known == null
                                    ? "there is no channel with the id " + channel
                                    : "channel '%s' has no pipeline '%s'".formatted(known, name),
                            "",
                            "Look it up in the list; it may have been deleted.");
                });
    }

    @Override
    public Operations operations() {
        return parts.operations();
    }

    @Override
    public List<EnrolmentRequest> enrolments() {
        Map<Long, ?> known = parts.planner().current().nodes();
        return parts.server().waiting().stream()
                .map(request -> view(request, known.containsKey(request.node().number())))
                .toList();
    }

    private static EnrolmentRequest view(WaitingRequest request, boolean known) {
        return new EnrolmentRequest(
                request.node().number(),
                request.key().hex().replaceAll("(..)(?!$)", "$1:"),
                request.description().host(),
                request.description().version(),
                request.address(),
                PipelineViews.millis(request.seen().first()),
                known,
                request.replaces());
    }

    @Override
    public void approve(long node, String fingerprint) {
        parts.server().approve(new NodeId(node), new KeyFingerprint(fingerprint));
    }

    @Override
    public void reject(long node, String fingerprint) {
        parts.server().reject(new NodeId(node), new KeyFingerprint(fingerprint));
    }

    @Override
    public EnrolmentSecret secret(long node) {
        if (parts.registry().standing(new NodeId(node))
                        instanceof NodeStanding.Registered(var approved)
                && approved.isPresent()) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "the node is approved already, and a secret does not replace its key",
                    "node '" + parts.planner().current().nodeName(node) + "'",
                    "Revoke its certificate first if another machine is to take its place.");
        }
        return parts.registry().newSecret(node);
    }

    @Override
    public void revoke(long node) {
        parts.registry().revoke(node);
        parts.server().standingChanged(new NodeId(node));
    }

    @Override
    public Ensemble zookeeper() {
        return parts.ensemble().ask();
    }

    @Override
    public TreePage tree(String path) {
        return parts.link().require().browser().show(path);
    }

    @Override
    public LiveEvents watch() {
        return feed.watch();
    }

    @Override
    public void configurationChanged() {
        parts.changed().run();
    }

    @Override
    public int controlPort() {
        return parts.server().port();
    }

    @Override
    public void close() {
        feed.close();
        parts.closing().close();
    }
}
