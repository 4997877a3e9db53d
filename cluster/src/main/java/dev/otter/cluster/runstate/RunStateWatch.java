package dev.otter.cluster.runstate;

import dev.otter.cluster.connection.TreeWatch;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.loop.Teller;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.tree.ClusterTree;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the run state of one channel. While ZooKeeper is away the last one known stays.
 *
 * <p>Thread-safe. The listener is called with the state found first and then with each other one,
 * on a virtual thread {@code channel-ID-state-listener}; states that follow each other fast may be
 * left out, the last one never is.
 */
public final class RunStateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunStateWatch.class);
    private static final Duration SAFETY_LOOK = Duration.ofSeconds(30);

    private final ZooKeeperConnection connection;
    private final String path;
    private final Teller<ChannelState> teller;
    private final WakeLoop loop;
    private final TreeWatch watch;
    private volatile ChannelState last;

    /** Begins to watch. */
    public RunStateWatch(
            ZooKeeperConnection connection, long channelId, Consumer<ChannelState> listener) {
        String name = "channel-" + channelId + "-state";
        this.connection = connection;
        this.path = ClusterTree.channel(channelId);
        this.teller = Teller.ofNewest(name + "-listener", listener);
        this.loop = new WakeLoop(name, new Looking());
        this.watch = connection.watch(path, loop::wake);
        loop.start();
    }

    /** The last state known; empty before the first look. Never blocks. */
    public Optional<ChannelState> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void close() {
        watch.close();
        loop.close();
        teller.close();
    }

    private final class Looking implements WakeLoop.Step {
        @Override
        public Duration run() throws KeeperException {
            if (!connection.connected()) {
                return SAFETY_LOOK;
            }
            Optional<Znode> found = connection.znodes().read(path);
            ChannelState now =
                    found.map(znode -> RunStates.versioned(path, znode).state())
                            .orElse(ChannelState.NEW);
            if (!now.equals(last)) {
                last = now;
                teller.tell(now);
            }
            return SAFETY_LOOK;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("{} is as it was: {}", path, reason);
        }
    }
}
