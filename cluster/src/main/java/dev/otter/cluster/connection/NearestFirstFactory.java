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

    NearestFirstFactory(ServerList servers, RandomGenerator random) {
        this.servers = servers;
        this.random = random;
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        return new ZooKeeper(
                connectString,
                sessionTimeout,
                watcher,
                canBeReadOnly,
                new NearestFirst(servers, random));
    }
}
