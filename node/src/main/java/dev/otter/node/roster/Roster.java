package dev.otter.node.roster;

import dev.otter.node.coordination.Candidacy;
import dev.otter.node.coordination.Coordination;
import dev.otter.node.coordination.LeadListener;
import dev.otter.node.duty.Assignment;
import dev.otter.node.duty.ChannelOrder;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.duty.EngineDoor;
import dev.otter.node.duty.Lead;
import dev.otter.node.duty.PipelineDuty;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds a duty, a candidacy and a watch on the channel for each pipeline that this node may run.
 *
 * <p>{@link #apply} and {@link #close} exclude each other and may wait for engines to end; {@link
 * #statuses} and {@link #giveUp} never block. A pipeline that stays keeps running when its
 * configuration is the same.
 */
public final class Roster implements AutoCloseable {
    private static final ChannelOrder NOT_KNOWN =
            new ChannelOrder(
                    ChannelOrder.Wish.UNKNOWN, "in a state that is not known yet", Instant.EPOCH);

    private final Coordination coordination;
    private final EngineDoor engine;
    private final InstantSource clock;
    private final Map<Long, Post> posts = new ConcurrentHashMap<>();
    private final Map<Long, Coordination.Watch> channels = new HashMap<>();
    private final Map<Long, ChannelOrder> orders = new ConcurrentHashMap<>();
    private boolean closed;

    private record Post(PipelineDuty duty, Candidacy candidacy) {
        /** The engine ends before the leadership does. */
        void close() {
            duty.close();
            candidacy.close();
        }
    }

    public Roster(Coordination coordination, EngineDoor engine, InstantSource clock) {
        this.coordination = coordination;
        this.engine = engine;
        this.clock = clock;
    }

    /** Takes these pipelines and no others. */
    public synchronized void apply(List<Assignment> assignments) {
        if (closed) {
            return;
        }
        Set<Long> pipelines = new HashSet<>();
        Set<Long> wanted = new HashSet<>();
        assignments.forEach(assignment -> pipelines.add(assignment.pipelineId()));
        assignments.forEach(assignment -> wanted.add(assignment.channelId()));
        posts.keySet().stream().filter(id -> !pipelines.contains(id)).toList().forEach(this::leave);
        for (Assignment assignment : assignments) {
            Post post = posts.get(assignment.pipelineId());
            if (post == null) {
                take(assignment);
            } else {
                post.duty().assign(assignment);
                post.candidacy().candidates(assignment.candidates());
            }
        }
        watch(wanted);
    }

    private void leave(long pipeline) {
        posts.get(pipeline).close();
        posts.remove(pipeline);
    }

    private void take(Assignment assignment) {
        PipelineDuty duty =
                new PipelineDuty(
                        assignment,
                        orders.getOrDefault(assignment.channelId(), NOT_KNOWN),
                        new PipelineDuty.Means(engine, this::pause),
                        clock);
        duty.start();
        Candidacy candidacy = coordination.enter(assignment, new LeadersOrders(duty));
        posts.put(assignment.pipelineId(), new Post(duty, candidacy));
        // An order that came in between has not found this duty.
        ChannelOrder newest = orders.get(assignment.channelId());
        if (newest != null) {
            duty.order(newest);
        }
    }

    private boolean pause(Assignment assignment, ChannelOrder order, String reason) {
        return coordination.pause(assignment.channelId(), order, reason);
    }

    private void watch(Set<Long> wanted) {
        for (long channel : List.copyOf(channels.keySet())) {
            if (!wanted.contains(channel)) {
                channels.remove(channel).close();
                orders.remove(channel);
            }
        }
        for (long channel : wanted) {
            channels.computeIfAbsent(
                    channel, id -> coordination.watch(id, order -> ordered(id, order)));
        }
    }

    private void ordered(long channel, ChannelOrder order) {
        orders.put(channel, order);
        for (Post post : posts.values()) {
            if (post.duty().status().assignment().channelId() == channel) {
                post.duty().order(order);
            }
        }
    }

    /**
     * Stops a pipeline here, so that another node takes it.
     *
     * @return whether this node leads that pipeline
     */
    public boolean giveUp(long pipeline) {
        Post post = posts.get(pipeline);
        if (post == null || post.duty().status().epoch() == 0) {
            return false;
        }
        post.duty().giveUp();
        return true;
    }

    /** A pipeline that this node leads; empty when it does not. */
    public Optional<PipelineDuty> led(long pipeline) {
        return Optional.ofNullable(posts.get(pipeline))
                .map(Post::duty)
                .filter(duty -> duty.status().epoch() > 0);
    }

    /** How each pipeline stands; one that does not lead says who does. */
    public List<DutyStatus> statuses() {
        return posts.values().stream().map(Roster::status).toList();
    }

    private static DutyStatus status(Post post) {
        DutyStatus status = post.duty().status();
        return status.phase() == DutyStatus.Phase.STANDBY && status.epoch() == 0
                ? status.because(post.candidacy().reason())
                : status;
    }

    /** Stops everything in good order; statuses stay as they were at the end. */
    @Override
    public synchronized void close() {
        closed = true;
        channels.values().forEach(Coordination.Watch::close);
        channels.clear();
        List.copyOf(posts.values()).parallelStream().forEach(Post::close);
    }

    /** Passes on what happens to the leadership. */
    private record LeadersOrders(PipelineDuty duty) implements LeadListener {
        @Override
        public void gained(Lead lead) {
            duty.leads(lead);
        }

        @Override
        public void askedToGiveUp() {
            duty.giveUp();
        }

        @Override
        public void lost(boolean atOnce) {
            duty.leadLost(atOnce);
        }
    }
}
