package dev.otter.cluster.mirror;

import dev.otter.cluster.connection.TreeChange;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.ZnodeJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the newest checkpoint of each pipeline to ZooKeeper, at most once a second per pipeline,
 * and only when it has moved. What is offered faster than that is replaced by what comes after;
 * what cannot be written is tried again, the newest only. Memory is one checkpoint per pipeline.
 *
 * <p>Thread-safe; {@link #offer} never blocks. Nothing but the eyes of humans may rely on it: it is
 * late, and a leader that was overtaken may write once more.
 */
public final class CheckpointMirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointMirror.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    private final ZooKeeperConnection connection;
    private final Map<Long, MirroredCheckpoint> waiting = new ConcurrentHashMap<>();
    private final Map<Long, MirroredCheckpoint> written = new HashMap<>();
    private final WakeLoop loop;

    public CheckpointMirror(ZooKeeperConnection connection) {
        this.connection = connection;
        this.loop = new WakeLoop("checkpoint-mirror", new Writing());
        loop.start();
    }

    /** Takes note of a pipeline's newest checkpoint. */
    public void offer(long pipelineId, MirroredCheckpoint checkpoint) {
        waiting.put(pipelineId, checkpoint);
    }

    /** Reads what was mirrored last, by whichever node; blocks on ZooKeeper. */
    public Optional<MirroredCheckpoint> read(long pipelineId) {
        String path = ClusterTree.checkpoint(pipelineId);
        try {
            Optional<Znode> found = connection.znodes().read(path);
            return found.map(z -> ZnodeJson.read(path, z.data(), MirroredCheckpoint.class));
        } catch (KeeperException e) {
            throw KeeperFailures.coded("read the mirrored checkpoint", path, e);
        }
    }

    /** Ends it; what was offered within the last second may be left out. */
    @Override
    public void close() {
        loop.close();
    }

    private final class Writing implements WakeLoop.Step {
        @Override
        public Duration run() throws KeeperException {
            if (connection.connected()) {
                for (Map.Entry<Long, MirroredCheckpoint> next : Map.copyOf(waiting).entrySet()) {
                    if (!next.getValue().equals(written.get(next.getKey()))) {
                        write(ClusterTree.checkpoint(next.getKey()), next.getValue());
                        written.put(next.getKey(), next.getValue());
                    }
                    waiting.remove(next.getKey(), next.getValue());
                }
            }
            return PACE;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("{} checkpoints wait to be mirrored: {}", waiting.size(), reason);
        }

        private void write(String path, MirroredCheckpoint checkpoint) throws KeeperException {
            byte[] data = ZnodeJson.bytes(checkpoint);
            try {
                connection.znodes().change(List.of(new TreeChange.Set(path, data, -1)));
            } catch (KeeperException.NoNodeException _) {
                connection.znodes().ensure(path);
                connection.znodes().change(List.of(new TreeChange.Set(path, data, -1)));
            }
        }
    }
}
