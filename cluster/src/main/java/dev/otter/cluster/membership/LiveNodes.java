package dev.otter.cluster.membership;

import dev.otter.cluster.connection.TreeWatch;
import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.loop.Teller;
import dev.otter.cluster.loop.WakeLoop;
import dev.otter.cluster.tree.ClusterTree;
import dev.otter.cluster.tree.ZnodeJson;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the set of live nodes. While ZooKeeper is away the last set known stays, with the time it
 * is of.
 *
 * <p>Thread-safe. The listener is called with each new set, on a virtual thread {@code
 * live-nodes-listener}; sets that follow each other fast may be left out, the last one never is.
 */
public final class LiveNodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveNodes.class);
    private static final Duration SAFETY_LOOK = Duration.ofSeconds(30);

    /**
     * The live nodes.
     *
     * @param members by node id, ascending
     * @param asOf when ZooKeeper confirmed it last; {@link Instant#EPOCH} before the first time
     */
    public record View(SortedMap<Integer, Member> members, Instant asOf) {}

    private final ZooKeeperConnection connection;
    private final InstantSource clock;
    private final Teller<View> teller;
    private final WakeLoop loop;
    private final TreeWatch watch;
    private volatile View view = new View(new TreeMap<>(), Instant.EPOCH);

    /** Begins to watch. */
    public LiveNodes(ZooKeeperConnection connection, InstantSource clock, Consumer<View> listener) {
        this.connection = connection;
        this.clock = clock;
        this.teller = Teller.ofNewest("live-nodes-listener", listener);
        this.loop = new WakeLoop("live-nodes", new Looking());
        this.watch = connection.watch(ClusterTree.NODES, loop::wake);
        loop.start();
    }

    /** The last view; never blocks. */
    public View view() {
        return view;
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
            SortedMap<Integer, Member> members = new TreeMap<>();
            for (String name : connection.znodes().children(ClusterTree.NODES)) {
                member(name).ifPresent(member -> members.put(member.nid(), member));
            }
            Map<Integer, Member> before = view.members();
            boolean first = view.asOf().equals(Instant.EPOCH);
            view = new View(members, clock.instant());
            if (first || !before.equals(members)) {
                teller.tell(view);
            }
            return SAFETY_LOOK;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("The set of live nodes is as of {}: {}", view.asOf(), reason);
        }

        private Optional<Member> member(String name) throws KeeperException {
            String path = ClusterTree.NODES + "/" + name;
            Optional<Znode> place = connection.znodes().read(path);
            try {
                return place.map(found -> ZnodeJson.read(path, found.data(), Member.class));
            } catch (OtterException e) {
                LOG.warn("A live node is left out", e);
                return Optional.empty();
            }
        }
    }
}
