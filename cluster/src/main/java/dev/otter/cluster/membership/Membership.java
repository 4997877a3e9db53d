package dev.otter.cluster.membership;

import dev.otter.cluster.connection.TreeChange;
import dev.otter.cluster.connection.TreeWatch;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.loop.Teller;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.ZnodeJson;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's place among the live ones. It is kept for as long as the process lives: when the
 * session was lost the place is taken again.
 *
 * <p>Thread-safe. Works on a virtual thread {@code member-NID}; the listener is called on another
 * of its own. It does not promise that the others see this node at this moment.
 */
public final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** Servers end a session at a multiple of their tickTime, 2 or 3 s as a rule. */
    private static final Duration SESSION_MARGIN = Duration.ofSeconds(4);

    private static final Duration JOIN_MARGIN = Duration.ofSeconds(30);
    private static final Duration SAFETY_LOOK = Duration.ofSeconds(30);

    private final ZooKeeperConnection connection;
    private final Member self;
    private final InstantSource clock;
    private final JoinRules rules;
    private final String path;
    private final Teller<MembershipStatus> teller;
    private final WakeLoop loop;
    private final TreeWatch watch;
    private final Object changed = new Object();
    private volatile MembershipStatus status;
    private volatile Member rival;
    private long seenCreated = -1;
    private long seenSinceNanos;

    private Membership(
            ZooKeeperConnection connection,
            Member self,
            Optional<String> predecessor,
            InstantSource clock,
            Consumer<MembershipStatus> listener) {
        this.connection = connection;
        this.self = self;
        this.clock = clock;
        this.rules = new JoinRules(self, predecessor);
        this.path = ClusterTree.node(self.nid());
        this.status =
                new MembershipStatus(
                        MembershipStatus.State.JOINING, clock.instant(), "taking its place");
        this.teller = Teller.ofNewest("member-" + self.nid() + "-status", listener);
        this.loop = new WakeLoop("member-" + self.nid(), new Keeping());
        this.watch = connection.watch(path, loop::wake);
    }

    /**
     * Takes the place of a node and returns when it has it. After a crash this lasts as long as the
     * session of the dead process, some ten seconds, unless it is named as predecessor.
     *
     * @param predecessor id of the process that was this node before, if it is known to be dead
     *     (for example because its lock on the node's folder is free)
     * @param listener told of each new state, on a virtual thread of its own; of states that follow
     *     each other fast only the last is sure to be told
     * @throws OtterException when another live process has the same id, or ZooKeeper cannot be
     *     reached for half a minute longer than that
     */
    public static Membership join(
            ZooKeeperConnection connection,
            Member self,
            Optional<String> predecessor,
            InstantSource clock,
            Consumer<MembershipStatus> listener) {
        Membership membership = new Membership(connection, self, predecessor, clock, listener);
        membership.loop.start();
        try {
            membership.awaitJoined();
            return membership;
        } catch (OtterException e) {
            membership.close();
            throw e;
        }
    }

    public MembershipStatus status() {
        return status;
    }

    /** Leaves in good order; the others see it at once. The connection stays open. */
    @Override
    public void close() {
        watch.close();
        loop.close();
        if (status.state() == MembershipStatus.State.JOINED) {
            leave();
        }
        become(MembershipStatus.State.LEFT, "left in good order");
        teller.close();
    }

    private void leave() {
        try {
            Optional<Znode> place = connection.znodes().read(path);
            if (place.isPresent() && place.get().owner() == connection.znodes().session()) {
                connection
                        .znodes()
                        .change(List.of(new TreeChange.Delete(path, place.get().version())));
            }
        } catch (KeeperException | OtterException e) {
            LOG.info("Node {} leaves without telling; ZooKeeper will notice", self.nid(), e);
        }
    }

    private Duration leftOver() {
        return connection.grantedSession().plus(SESSION_MARGIN);
    }

    private void awaitJoined() {
        Duration limit = leftOver().plus(JOIN_MARGIN);
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (changed) {
            while (status.state() == MembershipStatus.State.JOINING) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new OtterException(
                            ErrorCode.ZOOKEEPER_UNREACHABLE,
                            "Node %d could not join within %d s: %s"
                                    .formatted(self.nid(), limit.toSeconds(), status.reason()),
                            path,
                            "See that ZooKeeper runs and can be reached, and start again.");
                }
                try {
                    changed.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new OtterException(
                            ErrorCode.ZOOKEEPER_UNREACHABLE,
                            "Joining was interrupted",
                            path,
                            "",
                            e);
                }
            }
        }
        if (status.state() == MembershipStatus.State.CLASHED) {
            throw taken(rival);
        }
    }

    private OtterException taken(Member holder) {
        return new OtterException(
                ErrorCode.NODE_ID_TAKEN,
                "Node id %d is in use by %s".formatted(self.nid(), holder.person()),
                path,
                "Two nodes cannot share an id: stop that process, or give this node an id of its"
                        + " own (add a node in the console and write its id into conf/nid).");
    }

    private void become(MembershipStatus.State state, String reason) {
        synchronized (changed) {
            if (status.state() == state && status.reason().equals(reason)) {
                return;
            }
            boolean sameState = status.state() == state;
            status =
                    new MembershipStatus(
                            state, sameState ? status.since() : clock.instant(), reason);
            changed.notifyAll();
            if (!sameState) {
                teller.tell(status);
            }
        }
    }

    private final class Keeping implements WakeLoop.Step {
        @Override
        public Duration run() throws KeeperException {
            if (!connection.connected()) {
                seenCreated = -1;
                return SAFETY_LOOK;
            }
            Optional<Znode> place = connection.znodes().read(path);
            Optional<Member> holder =
                    place.map(found -> ZnodeJson.read(path, found.data(), Member.class));
            boolean own = place.isPresent() && place.get().owner() == connection.znodes().session();
            return switch (rules.decide(holder, own, seenFor(place), leftOver())) {
                case JoinRules.Verdict.Create _ -> create();
                case JoinRules.Verdict.Replace _ -> replace(place.orElseThrow());
                case JoinRules.Verdict.Stay _ -> {
                    become(MembershipStatus.State.JOINED, "in its place");
                    yield SAFETY_LOOK;
                }
                case JoinRules.Verdict.Wait(Duration time) -> {
                    if (status.state() != MembershipStatus.State.CLASHED) {
                        become(
                                MembershipStatus.State.JOINING,
                                "waiting whether %s is gone"
                                        .formatted(holder.orElseThrow().person()));
                    }
                    yield time;
                }
                case JoinRules.Verdict.Clash _ -> {
                    rival = holder.orElseThrow();
                    become(MembershipStatus.State.CLASHED, taken(rival).getMessage());
                    yield SAFETY_LOOK;
                }
            };
        }

        @Override
        public void troubled(String reason) {
            if (status.state() == MembershipStatus.State.JOINING) {
                become(MembershipStatus.State.JOINING, reason);
            }
        }

        private Duration create() throws KeeperException {
            connection.znodes().ensure(ClusterTree.NODES);
            return put(List.of(new TreeChange.Create(path, ZnodeJson.bytes(self), true)));
        }

        private Duration replace(Znode old) throws KeeperException {
            return put(
                    List.of(
                            new TreeChange.Delete(path, old.version()),
                            new TreeChange.Create(path, ZnodeJson.bytes(self), true)));
        }

        /** What came of it is seen by looking once more. */
        private Duration put(List<TreeChange> changes) throws KeeperException {
            try {
                connection.znodes().change(changes);
            } catch (KeeperException.NodeExistsException
                    | KeeperException.NoNodeException
                    | KeeperException.BadVersionException e) {
                LOG.debug("Another process was faster at {}", path, e);
            }
            return Duration.ZERO;
        }

        private Duration seenFor(Optional<Znode> place) {
            long created = place.map(Znode::created).orElse(-1L);
            if (created != seenCreated) {
                seenCreated = created;
                seenSinceNanos = System.nanoTime();
            }
            return Duration.ofNanos(System.nanoTime() - seenSinceNanos);
        }
    }
}
