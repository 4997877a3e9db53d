package dev.otter.cluster.connection;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Makes ZooKeeper clients that try the nearest servers first. Thread-safe. */
final class NearestFirstFactory implements ZookeeperFactory {
    private final ServerList servers;
    private final RandomGenerator random;
    private final Runnable refused;

    /**
     * @param refused told, on the client's own thread, when a server does not take our login; the
     *     client is of no use from then on
     */
    NearestFirstFactory(ServerList servers, RandomGenerator random, Runnable refused) {
        this.servers = servers;
        this.random = random;
        this.refused = refused;
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        return new ZooKeeper(
                connectString,
                sessionTimeout,
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.AuthFailed) {
                        refused.run();
                    }
                    watcher.process(event);
                },
                canBeReadOnly,
                new NearestFirst(servers, random));
    }
}
