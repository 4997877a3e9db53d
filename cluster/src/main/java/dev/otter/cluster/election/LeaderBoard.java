package dev.otter.cluster.election;

import dev.otter.cluster.connection.TreeChange;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.cluster.tree.ZnodeJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;

/**
 * Elections as seen from outside, by the manager. Thread-safe; each method blocks on ZooKeeper, and
 * throws an {@link dev.otter.model.error.OtterException} when that cannot be asked.
 */
public final class LeaderBoard {
    private final ZooKeeperConnection connection;
    private final InstantSource clock;

    public LeaderBoard(ZooKeeperConnection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** Who leads; empty while nobody is seen to. */
    public Optional<LeaderRecord> leader(long pipelineId, LeaderRole role) {
        return read(ClusterTree.leader(pipelineId, role), LeaderRecord.class);
    }

    /** The newest epoch; empty before the first election. */
    public Optional<EpochRecord> newestEpoch(long pipelineId, LeaderRole role) {
        return read(ClusterTree.epoch(pipelineId, role), EpochRecord.class);
    }

    /**
     * Asks the present leader to give up. A wish that is not yet fulfilled is replaced; one that
     * meets no leader is void as soon as there is one.
     *
     * @param next the node that should lead; 0 when any other may
     * @param by who asks, for people
     */
    public void askToGiveUp(long pipelineId, LeaderRole role, int next, String by) {
        String path = ClusterTree.handover(pipelineId, role);
        byte[] wish = ZnodeJson.bytes(new HandoverRequest(next, by, clock.instant()));
        try {
            connection.znodes().ensure(ClusterTree.election(pipelineId, role));
            connection.znodes().deleteAll(path);
            connection.znodes().change(List.of(new TreeChange.Create(path, wish, false)));
        } catch (KeeperException e) {
            throw KeeperFailures.coded("ask for another leader", path, e);
        }
    }

    /** Deletes all that is kept of a pipeline; whoever leads it must stop. */
    public void forget(long pipelineId) {
        String path = ClusterTree.pipeline(pipelineId);
        try {
            connection.znodes().deleteAll(path);
        } catch (KeeperException e) {
            throw KeeperFailures.coded("delete a pipeline's path", path, e);
        }
    }

    private <T extends Record> Optional<T> read(String path, Class<T> type) {
        try {
            Optional<Znode> found = connection.znodes().read(path);
            return found.map(znode -> ZnodeJson.read(path, znode.data(), type));
        } catch (KeeperException e) {
            throw KeeperFailures.coded("read who leads", path, e);
        }
    }
}
