package dev.otter.node.zookeeper;

import dev.otter.cluster.election.Election;
import dev.otter.cluster.election.Leadership;
import dev.otter.cluster.election.LeadershipChange;
import dev.otter.cluster.election.Seat;
import dev.otter.cluster.membership.MembershipStatus;
import dev.otter.cluster.mirror.MirroredCheckpoint;
import dev.otter.cluster.runstate.RunStateWatch;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.coordination.Candidacy;
import dev.otter.node.coordination.Coordination;
import dev.otter.node.coordination.LeadListener;
import dev.otter.node.coordination.News;
import dev.otter.node.duty.Assignment;
import dev.otter.node.duty.ChannelOrder;
import dev.otter.node.duty.Lead;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Coordination through one ensemble. What is asked of it before ZooKeeper was reached for the first
 * time takes effect when it is; until then reasons say why not. A pipeline runs whole on one node,
 * so there is one election for it, that of the load leader.
 *
 * <p>Thread-safe. A virtual thread {@code zookeeper-join} tries to join until it has.
 */
public final class ZooKeeperCoordination implements Coordination, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperCoordination.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Place place;
    private final Self self;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final News news;
    private final Set<Part> parts = new LinkedHashSet<>();
    private final StopSignal closing = new StopSignal();
    private final Thread joining;
    private volatile Meeting meeting;
    private volatile String trouble = "joining the other nodes in ZooKeeper";

    /** Something that begins when this node has joined. */
    private interface Part extends Coordination.Watch {
        void begin(Meeting joined);
    }

    private ZooKeeperCoordination(
            Place place, Self self, InstantSource clock, RandomGenerator random, News news) {
        this.place = place;
        this.self = self;
        this.clock = clock;
        this.random = random;
        this.news = news;
        this.joining = Thread.ofVirtual().name("zookeeper-join").unstarted(this::join);
    }

    /**
     * Begins to join; returns at once.
     *
     * @param news told when it cannot be joined, and when it can
     */
    public static ZooKeeperCoordination start(
            Place place, Self self, InstantSource clock, RandomGenerator random, News news) {
        ZooKeeperCoordination coordination =
                new ZooKeeperCoordination(place, self, clock, random, news);
        place.session().notice().ifPresent(notice -> LOG.info("{}", notice));
        coordination.joining.start();
        return coordination;
    }

    public Place place() {
        return place;
    }

    private void join() {
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        try {
            while (!closing.raised()) {
                try {
                    joined(Meeting.join(place, self, clock, random, this::membership));
                    return;
                } catch (OtterException e) {
                    troubled(e);
                } catch (RuntimeException | LinkageError e) {
                    LOG.error("Joining the other nodes failed by an error of Otter's own", e);
                    troubled(new OtterException(ErrorCode.INTERNAL, e.toString(), "", "", e));
                }
                closing.pause(pauses.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void joined(Meeting joined) {
        synchronized (parts) {
            if (!closing.raised()) {
                meeting = joined;
                parts.forEach(part -> part.begin(joined));
            }
        }
        if (meeting == null) {
            joined.close();
            return;
        }
        LOG.info("Node {} has joined at {}", self.member().nid(), place.servers());
        news.tell("", "ZooKeeper", "the node has joined the others at " + place.servers());
    }

    private void troubled(OtterException e) {
        if (!closing.raised() && !trouble.equals(e.getMessage())) {
            trouble = e.getMessage();
            LOG.warn("No pipeline can be led before the node has joined: {}", e.getMessage());
            news.tell(e.code().text(), "ZooKeeper", e.getMessage());
        }
    }

    private void membership(MembershipStatus status) {
        if (status.state() == MembershipStatus.State.CLASHED) {
            LOG.error("{}", status.reason());
            news.tell(ErrorCode.NODE_ID_TAKEN.text(), "ZooKeeper", status.reason());
        }
    }

    private <T extends Part> T begun(T part) {
        synchronized (parts) {
            parts.add(part);
            if (meeting != null) {
                part.begin(meeting);
            }
        }
        return part;
    }

    private void ended(Part part) {
        synchronized (parts) {
            parts.remove(part);
        }
    }

    @Override
    public Candidacy enter(Assignment assignment, LeadListener listener) {
        return begun(new Entry(assignment, listener));
    }

    @Override
    public Watch watch(long channelId, Consumer<ChannelOrder> listener) {
        return begun(new ChannelWatch(channelId, listener));
    }

    @Override
    public boolean pause(long channelId, ChannelOrder order, String reason) {
        Meeting now = meeting;
        return now != null
                && now.connection().connected()
                && ChannelOrders.pause(
                        now.states(),
                        channelId,
                        order,
                        "node " + self.member().nid(),
                        reason,
                        clock);
    }

    @Override
    public void mirror(long pipelineId, long epoch, String position) {
        Meeting now = meeting;
        if (now != null) {
            now.mirror()
                    .offer(
                            pipelineId,
                            new MirroredCheckpoint(
                                    position, "", self.member().nid(), epoch, clock.instant()));
        }
    }

    /** Leaves in good order; candidacies and watches have been closed before. */
    @Override
    public void close() {
        synchronized (parts) {
            closing.raise();
        }
        joining.interrupt();
        try {
            joining.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Meeting last = meeting;
        if (last != null) {
            last.close();
        }
    }

    /** Our part in the election of a pipeline's leader. */
    private final class Entry implements Candidacy, Part {
        private final Assignment assignment;
        private final LeadListener listener;
        private volatile List<Integer> candidates;
        private volatile Election election;

        Entry(Assignment assignment, LeadListener listener) {
            this.assignment = assignment;
            this.listener = listener;
            this.candidates = assignment.candidates();
        }

        @Override
        public void begin(Meeting joined) {
            election =
                    joined.elections()
                            .enter(
                                    new Seat(
                                            assignment.pipelineId(),
                                            LeaderRole.LOAD,
                                            self.member().nid(),
                                            self.member().process().id(),
                                            self.predecessor()),
                                    candidates,
                                    this::told);
        }

        private void told(LeadershipChange change) {
            switch (change) {
                case LeadershipChange.Gained(Leadership mine) -> listener.gained(new Term(mine));
                case LeadershipChange.AskedToGiveUp _ -> listener.askedToGiveUp();
                case LeadershipChange.Lost(_, LeadershipChange.Loss loss) ->
                        listener.lost(loss.stopAtOnce());
            }
        }

        @Override
        public void candidates(List<Integer> nodes) {
            synchronized (parts) {
                candidates = List.copyOf(nodes);
                if (election != null) {
                    election.candidates(nodes);
                }
            }
        }

        @Override
        public String reason() {
            Election now = election;
            return now == null ? trouble : now.status().reason();
        }

        @Override
        public void close() {
            ended(this);
            if (election != null) {
                election.close();
            }
        }
    }

    /** A term of ours. */
    private record Term(Leadership leadership) implements Lead {
        @Override
        public long epoch() {
            return leadership.epoch();
        }

        @Override
        public void giveUp() {
            leadership.giveUp(0);
        }
    }

    /** A watch on a channel's state. */
    private final class ChannelWatch implements Part {
        private final long channelId;
        private final Consumer<ChannelOrder> listener;
        private volatile RunStateWatch watch;

        ChannelWatch(long channelId, Consumer<ChannelOrder> listener) {
            this.channelId = channelId;
            this.listener = listener;
        }

        @Override
        public void begin(Meeting joined) {
            watch =
                    new RunStateWatch(
                            joined.connection(),
                            channelId,
                            state -> listener.accept(ChannelOrders.of(state)));
        }

        @Override
        public void close() {
            ended(this);
            if (watch != null) {
                watch.close();
            }
        }
    }
}
