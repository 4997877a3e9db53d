package dev.otter.cluster.runstate;

import dev.otter.cluster.connection.TreeWatch;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the run states of all channels. While ZooKeeper is away the last ones known stay, with
 * the time they are of. Thread-safe.
 */
public final class RunStateBoard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunStateBoard.class);
    private static final Duration SAFETY_LOOK = Duration.ofSeconds(30);

    /**
     * The run states.
     *
     * @param states of channels that were ever set, by the channel's number
     * @param asOf when ZooKeeper confirmed them last; {@link Instant#EPOCH} before the first time
     */
    public record View(SortedMap<Long, ChannelState> states, Instant asOf) {

        /** A channel's state; empty before the first look. */
        public Optional<ChannelState> of(long channel) {
            return asOf.equals(Instant.EPOCH)
                    ? Optional.empty()
                    : Optional.of(states.getOrDefault(channel, ChannelState.NEW));
        }
    }

    private final ZooKeeperConnection connection;
    private final InstantSource clock;
    private final WakeLoop loop;
    private final TreeWatch watch;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Map<Long, ChannelState> learned = new TreeMap<>();
    private volatile View view = new View(new TreeMap<>(), Instant.EPOCH);

    /** Begins to watch. */
    public RunStateBoard(ZooKeeperConnection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
        this.loop = new WakeLoop("run-states", new Looking());
        this.watch = connection.watch(ClusterTree.CHANNELS, loop::wake);
        loop.start();
    }

    /** The last view; never blocks. */
    public View view() {
        return view;
    }

    /** Waits for the first look; false when there is none in time. */
    public boolean awaitFirst(Duration limit) throws InterruptedException {
        return looked.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes over a state that was just set, so that it is seen at once. */
    public synchronized void learned(long channel, ChannelState state) {
        SortedMap<Long, ChannelState> states = new TreeMap<>(view.states());
        states.put(channel, state);
        learned.put(channel, state);
        view = new View(states, view.asOf());
        loop.wake();
    }

    private synchronized void forgetLearned() {
        learned.clear();
    }

    /** What was learned during the look is newer than what the look has found. */
    private synchronized void show(SortedMap<Long, ChannelState> states) {
        states.putAll(learned);
        view = new View(states, clock.instant());
    }

    @Override
    public void close() {
        watch.close();
        loop.close();
    }

    private final class Looking implements WakeLoop.Step {
        @Override
        public Duration run() throws KeeperException {
            if (!connection.connected()) {
                return SAFETY_LOOK;
            }
            forgetLearned();
            List<Long> channels =
                    connection.znodes().children(ClusterTree.CHANNELS).stream()
                            .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                            .map(Long::valueOf)
                            .toList();
            Map<String, Znode> found =
                    connection
                            .znodes()
                            .readAll(channels.stream().map(ClusterTree::channel).toList());
            SortedMap<Long, ChannelState> states = new TreeMap<>();
            for (long channel : channels) {
                String path = ClusterTree.channel(channel);
                Optional.ofNullable(found.get(path))
                        .flatMap(znode -> state(path, znode))
                        .ifPresent(state -> states.put(channel, state));
            }
            show(states);
            looked.countDown();
            return SAFETY_LOOK;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("The run states are as of {}: {}", view.asOf(), reason);
        }

        private Optional<ChannelState> state(String path, Znode znode) {
            try {
                return Optional.of(RunStates.versioned(path, znode).state());
            } catch (OtterException e) {
                LOG.warn("A run state is left out", e);
                return Optional.empty();
            }
        }
    }
}
