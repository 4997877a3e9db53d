package dev.otter.cluster.election;

import dev.otter.cluster.connection.LinkStatus;
import dev.otter.cluster.connection.TreeWatch;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.cluster.loop.Teller;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.membership.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part that this process takes in one election; the rules are in {@link ElectionRules}.
 *
 * <p>Thread-safe. Looks and acts on a virtual thread of its own. What it does not promise: that at
 * most one process believes to lead. A leader out of sight of ZooKeeper goes on until it is told.
 */
public final class Election implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    private static final Duration SAFETY_LOOK = Duration.ofSeconds(30);
    private static final Duration VACANT_LOOK = Duration.ofMillis(500);
    private static final Duration CONTESTED_LOOK = Duration.ofMillis(50);
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(5);

    private final Elections.Surroundings around;
    private final Seat seat;
    private final ElectionTree tree;
    private final Teller<LeadershipChange> teller;
    private final WakeLoop loop;
    private final Object changed = new Object();
    private TreeWatch watch;
    private volatile List<Integer> candidates;
    private volatile ElectionStatus status;
    private volatile Leadership current;
    private volatile Wish wish;
    private volatile boolean closing;
    private boolean shut;

    // Of the loop's thread only.
    private long greatestEpoch;
    private long askedBy = -1;
    private String leaveReason;
    private long vacantSinceNanos;
    private long vacantAfterEpoch = -1;

    /** That a leadership shall be given up. */
    private record Wish(Leadership leadership, int next) {}

    Election(
            Elections.Surroundings around,
            Seat seat,
            List<Integer> candidates,
            Consumer<LeadershipChange> listener) {
        this.around = around;
        this.seat = seat;
        this.candidates = List.copyOf(candidates);
        this.tree = new ElectionTree(around.connection(), seat);
        this.teller = Teller.ofEach(seat.title() + "-listener", listener);
        this.loop = new WakeLoop(seat.title(), new Looking());
        this.status =
                new ElectionStatus(
                        ElectionStatus.State.FOLLOWING,
                        around.clock().instant(),
                        "has not looked yet");
    }

    void begin() {
        watch = around.connection().watch(tree.root(), loop::wake);
        loop.start();
    }

    public ElectionStatus status() {
        return status;
    }

    /** The leadership of this process; empty when it does not lead. */
    public Optional<Leadership> leadership() {
        return Optional.ofNullable(current);
    }

    /**
     * Changes who may lead. A leader that is no longer among them is asked to give up; one that
     * still is goes on, whatever its place in the order.
     */
    public void candidates(List<Integer> nids) {
        candidates = List.copyOf(nids);
        loop.wake();
    }

    /**
     * Leaves the election; a leadership is given up, so the work under it must have ended. Waits
     * for that at most five seconds. If ZooKeeper is away for longer, its ephemeral is removed when
     * it is back, unless the session has ended by then.
     */
    @Override
    public void close() {
        closing = true;
        loop.wake();
        awaitShut();
        Leadership unheard = current;
        if (unheard != null) {
            end(unheard, new LeadershipChange.Loss.GivenUp());
            loop.wake();
        }
        become(ElectionStatus.State.CLOSED, "closed");
        teller.close();
    }

    /** Ends the looking; called by the loop when nothing of ours is left in the tree. */
    private void shut() {
        watch.close();
        loop.close();
        synchronized (changed) {
            shut = true;
            changed.notifyAll();
        }
    }

    private void awaitShut() {
        long deadline = System.nanoTime() + GIVE_UP_LIMIT.toNanos();
        synchronized (changed) {
            while (!shut && around.connection().connected()) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return;
                }
                try {
                    changed.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void giveUp(Leadership leadership, int next) {
        wish = new Wish(leadership, next);
        loop.wake();
    }

    private synchronized void become(ElectionStatus.State state, String reason) {
        ElectionStatus before = status;
        if (before.state() == ElectionStatus.State.CLOSED) {
            return;
        }
        if (before.state() != state || !before.reason().equals(reason)) {
            Instant since = before.state() == state ? before.since() : around.clock().instant();
            status = new ElectionStatus(state, since, reason);
        }
    }

    private void begin(long epoch, Instant since) {
        Leadership mine = new Leadership(epoch, since, this::giveUp);
        leaveReason = null;
        current = mine;
        become(ElectionStatus.State.LEADING, "epoch " + epoch);
        LOG.info("{}: node {} leads with epoch {}", seat.title(), seat.nid(), epoch);
        teller.tell(new LeadershipChange.Gained(mine));
    }

    private void end(Leadership mine, LeadershipChange.Loss loss) {
        synchronized (changed) {
            if (current != mine) {
                return;
            }
            mine.end(loss);
            current = null;
            changed.notifyAll();
        }
        become(ElectionStatus.State.FOLLOWING, loss.reason());
        LOG.info("{}: node {} no longer leads: {}", seat.title(), seat.nid(), loss.reason());
        teller.tell(new LeadershipChange.Lost(mine, loss));
    }

    private final class Looking implements WakeLoop.Step {
        @Override
        public Duration run() throws KeeperException {
            Leadership mine = current;
            LinkStatus link = around.connection().status();
            if (!around.connection().connected()) {
                if (closing && link.state() == LinkStatus.State.CLOSED) {
                    shut();
                }
                cutOff(link.reason());
                return SAFETY_LOOK;
            }
            Optional<ElectionTree.Look> seen = look();
            if (seen.isEmpty()) {
                shut();
                return SAFETY_LOOK;
            }
            ElectionTree.Look look = seen.get();
            tree.last(look).ifPresent(l -> greatestEpoch = Math.max(greatestEpoch, l.epoch()));
            return mine == null ? follow(look) : lead(mine, look);
        }

        /** Empty when we are leaving and are not let in: then nothing can be given up. */
        private Optional<ElectionTree.Look> look() throws KeeperException {
            try {
                return Optional.of(tree.look());
            } catch (KeeperException.NoAuthException e) {
                if (closing) {
                    LOG.info("{}: left without telling: {}", seat.title(), KeeperFailures.of(e));
                    return Optional.empty();
                }
                throw e;
            }
        }

        @Override
        public void troubled(String reason) {
            cutOff(reason);
        }

        private void cutOff(String reason) {
            vacantAfterEpoch = -1;
            become(
                    current == null
                            ? ElectionStatus.State.CUT_OFF
                            : ElectionStatus.State.LEADING_UNCONFIRMED,
                    reason);
        }

        private Observation observe(ElectionTree.Look look) throws KeeperException {
            Optional<LeaderRecord> leader = tree.leader(look);
            Map<Integer, String> live =
                    around.live().view().members().values().stream()
                            .collect(Collectors.toMap(Member::nid, m -> m.process().id()));
            return new Observation(
                    leader,
                    tree.ownSession(look),
                    tree.last(look),
                    live,
                    vacantFor(leader, tree.last(look)),
                    around.connection().connectedFor());
        }

        private Duration vacantFor(Optional<LeaderRecord> leader, Optional<EpochRecord> last) {
            if (leader.isPresent()) {
                vacantAfterEpoch = -1;
                return Duration.ZERO;
            }
            long epoch = last.map(EpochRecord::epoch).orElse(0L);
            if (vacantAfterEpoch != epoch) {
                vacantAfterEpoch = epoch;
                vacantSinceNanos = System.nanoTime();
            }
            return Duration.ofNanos(System.nanoTime() - vacantSinceNanos);
        }

        private ElectionRules rules() {
            return new ElectionRules(seat, around.timing(), around.connection().grantedSession());
        }

        private Duration lead(Leadership mine, ElectionTree.Look look) throws KeeperException {
            switch (rules().leading(mine.epoch(), observe(look))) {
                case Verdict.OfLeader.Keep _ -> {
                    return keep(mine, look);
                }
                case Verdict.OfLeader.Renew _ -> {
                    if (tree.renew(look, mine)) {
                        LOG.info(
                                "{}: node {} leads on with epoch {} in a new session",
                                seat.title(),
                                seat.nid(),
                                mine.epoch());
                    }
                    return CONTESTED_LOOK;
                }
                case Verdict.OfLeader.Ended _ -> end(mine, new LeadershipChange.Loss.GivenUp());
                case Verdict.OfLeader.Overtaken(int nid, long epoch) ->
                        end(mine, new LeadershipChange.Loss.Overtaken(nid, epoch));
                case Verdict.OfLeader.Erased _ -> end(mine, new LeadershipChange.Loss.Erased());
            }
            return Duration.ZERO;
        }

        private Duration keep(Leadership mine, ElectionTree.Look look) throws KeeperException {
            Wish now = wish;
            if (closing || (now != null && now.leadership() == mine)) {
                int next =
                        now == null || now.leadership() != mine ? 0 : successor(now.next(), look);
                if (tree.giveUp(look, next, around.clock().instant())) {
                    end(mine, new LeadershipChange.Loss.GivenUp());
                }
                return Duration.ZERO;
            }
            if (look.handover().isPresent()) {
                heed(mine, look);
            } else if (!candidates.contains(seat.nid())) {
                ask(mine, "node %d is no longer a candidate".formatted(seat.nid()));
            }
            if (leaveReason == null) {
                become(ElectionStatus.State.LEADING, "epoch " + mine.epoch());
            } else {
                become(ElectionStatus.State.GIVING_UP, leaveReason);
            }
            return SAFETY_LOOK;
        }

        /** Whom the leader names, or else whom it was asked to make way for. */
        private int successor(int named, ElectionTree.Look look) {
            return named != 0
                    ? named
                    : look.handover().map(request -> tree.handover(request).next()).orElse(0);
        }

        private void heed(Leadership mine, ElectionTree.Look look) throws KeeperException {
            Znode request = look.handover().orElseThrow();
            HandoverRequest handover = tree.handover(request);
            if (handover.next() == seat.nid()) {
                tree.dropHandover(look);
            } else if (askedBy != request.created()) {
                askedBy = request.created();
                leaveReason = null;
                ask(mine, handover.by() + " asked for another leader");
            }
        }

        private void ask(Leadership mine, String reason) {
            if (leaveReason == null) {
                leaveReason = reason;
                teller.tell(new LeadershipChange.AskedToGiveUp(mine, reason));
            }
        }

        private Duration follow(ElectionTree.Look look) throws KeeperException {
            List<Integer> able = closing ? List.of() : candidates;
            return switch (rules().following(able, observe(look))) {
                case Verdict.OfFollower.Adopt(LeaderRecord own) -> adopt(own, look);
                case Verdict.OfFollower.Take _ -> take(look);
                case Verdict.OfFollower.HoldBack(Duration time, String reason) -> {
                    become(ElectionStatus.State.HOLDING_BACK, reason);
                    yield time.compareTo(VACANT_LOOK) < 0 ? time : VACANT_LOOK;
                }
                case Verdict.OfFollower.Follow(String reason) -> {
                    if (closing) {
                        shut();
                    }
                    become(ElectionStatus.State.FOLLOWING, reason);
                    yield SAFETY_LOOK;
                }
            };
        }

        private Duration take(ElectionTree.Look look) throws KeeperException {
            long epoch = ElectionRules.nextEpoch(tree.last(look), greatestEpoch);
            Instant now = around.clock().instant();
            if (!tree.take(look, epoch, now)) {
                return CONTESTED_LOOK;
            }
            greatestEpoch = epoch;
            begin(epoch, now);
            return SAFETY_LOOK;
        }

        /** Leaves it again at once when the election is being left. */
        private Duration adopt(LeaderRecord own, ElectionTree.Look look) throws KeeperException {
            if (!closing) {
                begin(own.epoch(), own.since());
                return Duration.ZERO;
            }
            boolean done = tree.giveUp(look, 0, around.clock().instant());
            return done ? Duration.ZERO : CONTESTED_LOOK;
        }
    }
}
