package dev.otter.cluster.runstate;

import dev.otter.cluster.connection.TreeChange;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.ZnodeJson;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;

/**
 * The run states of channels. Thread-safe; each method blocks on ZooKeeper, and throws an {@link
 * OtterException} when that cannot be asked.
 */
public final class RunStates {
    private static final int ABSENT = -1;

    private final ZooKeeperConnection connection;

    public RunStates(ZooKeeperConnection connection) {
        this.connection = connection;
    }

    /**
     * A state and which one it is.
     *
     * @param state what was read
     * @param version changes with each setting; -1 for a channel that was never set
     */
    public record Versioned(ChannelState state, int version) {}

    /** The state; {@link ChannelState#NEW} for a channel that was never set. */
    public Versioned read(long channelId) {
        String path = ClusterTree.channel(channelId);
        try {
            connection.znodes().sync(path);
            Optional<Znode> found = connection.znodes().read(path);
            return found.map(znode -> versioned(path, znode))
                    .orElseGet(() -> new Versioned(ChannelState.NEW, ABSENT));
        } catch (KeeperException e) {
            throw KeeperFailures.coded("read the run state of channel " + channelId, path, e);
        }
    }

    /**
     * Sets the state if nobody has set another one since it was read.
     *
     * @param seen what {@link #read} gave
     * @return the new state with its version
     * @throws OtterException with {@link ErrorCode#RUN_STATE_CHANGED} when somebody has
     */
    public Versioned compareAndSet(long channelId, Versioned seen, ChannelState next) {
        String path = ClusterTree.channel(channelId);
        byte[] data = ZnodeJson.bytes(next);
        try {
            if (seen.version() == ABSENT) {
                connection.znodes().ensure(ClusterTree.CHANNELS);
                connection.znodes().change(List.of(new TreeChange.Create(path, data, false)));
                return new Versioned(next, 0);
            }
            connection.znodes().change(List.of(new TreeChange.Set(path, data, seen.version())));
            return new Versioned(next, seen.version() + 1);
        } catch (KeeperException.NodeExistsException
                | KeeperException.BadVersionException
                | KeeperException.NoNodeException e) {
            throw changed(channelId, next, e);
        } catch (KeeperException e) {
            throw KeeperFailures.coded("set the run state of channel " + channelId, path, e);
        }
    }

    /** Forgets a channel that is deleted. */
    public void forget(long channelId) {
        String path = ClusterTree.channel(channelId);
        try {
            connection.znodes().deleteAll(path);
        } catch (KeeperException e) {
            throw KeeperFailures.coded("delete the run state of channel " + channelId, path, e);
        }
    }

    static Versioned versioned(String path, Znode znode) {
        return new Versioned(
                ZnodeJson.read(path, znode.data(), ChannelState.class), znode.version());
    }

    private OtterException changed(long channelId, ChannelState wanted, KeeperException cause) {
        ChannelState now = read(channelId).state();
        return new OtterException(
                ErrorCode.RUN_STATE_CHANGED,
                "Channel %d was not set to %s, for it is %s since %s, by %s"
                        .formatted(
                                channelId,
                                wanted.state(),
                                now.state(),
                                now.since(),
                                now.by().isEmpty() ? "nobody" : now.by()),
                "channel " + channelId,
                "Look at its state now, and set it again if that is still wanted.",
                cause);
    }
}
