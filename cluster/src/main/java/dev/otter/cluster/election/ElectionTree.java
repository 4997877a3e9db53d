package dev.otter.cluster.election;

import dev.otter.cluster.connection.TreeChange;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.ZnodeJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;

/** Reads and writes what one election keeps in ZooKeeper. Stateless; every method blocks. */
final class ElectionTree {
    private final ZooKeeperConnection connection;
    private final Seat seat;
    private final String root;
    private final String leaderPath;
    private final String epochPath;
    private final String handoverPath;

    /**
     * One look; the parts may be of different moments, which the versions reveal when something is
     * changed by it.
     */
    record Look(Optional<Znode> leader, Optional<Znode> epoch, Optional<Znode> handover) {}

    ElectionTree(ZooKeeperConnection connection, Seat seat) {
        this.connection = connection;
        this.seat = seat;
        this.root = ClusterTree.election(seat.pipelineId(), seat.role());
        this.leaderPath = ClusterTree.leader(seat.pipelineId(), seat.role());
        this.epochPath = ClusterTree.epoch(seat.pipelineId(), seat.role());
        this.handoverPath = ClusterTree.handover(seat.pipelineId(), seat.role());
    }

    String root() {
        return root;
    }

    /** Reads what is there, nothing older than the moment of the call. */
    Look look() throws KeeperException {
        connection.znodes().sync(root);
        return new Look(
                connection.znodes().read(leaderPath),
                connection.znodes().read(epochPath),
                connection.znodes().read(handoverPath));
    }

    Optional<LeaderRecord> leader(Look look) {
        return look.leader().map(z -> ZnodeJson.read(leaderPath, z.data(), LeaderRecord.class));
    }

    Optional<EpochRecord> last(Look look) {
        return look.epoch().map(z -> ZnodeJson.read(epochPath, z.data(), EpochRecord.class));
    }

    HandoverRequest handover(Znode request) {
        return ZnodeJson.read(handoverPath, request.data(), HandoverRequest.class);
    }

    boolean ownSession(Look look) throws KeeperException {
        return look.leader().isPresent()
                && look.leader().get().owner() == connection.znodes().session();
    }

    /**
     * Takes the lead with that epoch.
     *
     * @return false when another was faster
     */
    boolean take(Look look, long epoch, Instant now) throws KeeperException {
        byte[] newest =
                ZnodeJson.bytes(new EpochRecord(epoch, seat.nid(), seat.process(), now, null));
        List<TreeChange> changes = new ArrayList<>();
        if (look.epoch().isPresent()) {
            changes.add(new TreeChange.Set(epochPath, newest, look.epoch().get().version()));
        } else {
            connection.znodes().ensure(root);
            changes.add(new TreeChange.Create(epochPath, newest, false));
        }
        look.handover()
                .ifPresent(z -> changes.add(new TreeChange.Delete(handoverPath, z.version())));
        changes.addAll(place(look, epoch, now));
        return changed(changes);
    }

    /**
     * Makes the ephemeral again, if the epoch is still as it was seen.
     *
     * @return false when it is not
     */
    boolean renew(Look look, Leadership mine) throws KeeperException {
        List<TreeChange> changes = new ArrayList<>();
        changes.add(new TreeChange.Check(epochPath, look.epoch().orElseThrow().version()));
        changes.addAll(place(look, mine.epoch(), mine.since()));
        return changed(changes);
    }

    /**
     * Gives the lead up.
     *
     * @return false when something has changed since the look
     */
    boolean giveUp(Look look, int next, Instant now) throws KeeperException {
        EpochRecord ended = last(look).orElseThrow().ended(now, next);
        List<TreeChange> changes = new ArrayList<>();
        changes.add(
                new TreeChange.Set(
                        epochPath, ZnodeJson.bytes(ended), look.epoch().orElseThrow().version()));
        look.leader().ifPresent(z -> changes.add(new TreeChange.Delete(leaderPath, z.version())));
        look.handover()
                .ifPresent(z -> changes.add(new TreeChange.Delete(handoverPath, z.version())));
        return changed(changes);
    }

    /** Takes back a wish that is fulfilled already. */
    void dropHandover(Look look) throws KeeperException {
        changed(
                List.of(
                        new TreeChange.Delete(
                                handoverPath, look.handover().orElseThrow().version())));
    }

    private List<TreeChange> place(Look look, long epoch, Instant since) {
        List<TreeChange> changes = new ArrayList<>();
        look.leader().ifPresent(z -> changes.add(new TreeChange.Delete(leaderPath, z.version())));
        LeaderRecord leader = new LeaderRecord(seat.nid(), epoch, seat.process(), since);
        changes.add(new TreeChange.Create(leaderPath, ZnodeJson.bytes(leader), true));
        return changes;
    }

    private boolean changed(List<TreeChange> changes) throws KeeperException {
        try {
            connection.znodes().change(changes);
            return true;
        } catch (KeeperException.NodeExistsException
                | KeeperException.NoNodeException
                | KeeperException.BadVersionException _) {
            return false;
        }
    }
}
