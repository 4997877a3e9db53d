package dev.otter.cluster.connection;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;

/**
 * Signals when anything at or below a path may have changed, or when the connection's state has;
 * the path need not exist. It says only that it is time to look: signals may come too often, and
 * changes while the connection is away are covered by the signal of its return.
 *
 * <p>The signal is given on the ZooKeeper client's own threads and must not block.
 */
public final class TreeWatch implements AutoCloseable {
    private final CuratorFramework curator;
    private final PersistentWatcher watcher;
    private final ConnectionStateListener states;

    TreeWatch(CuratorFramework curator, String path, Runnable signal) {
        this.curator = curator;
        this.watcher = new PersistentWatcher(curator, path, true);
        this.states = (CuratorFramework _, ConnectionState _) -> signal.run();
        watcher.getListenable().addListener(_ -> signal.run());
        watcher.getResetListenable().addListener(signal);
    }

    TreeWatch begin() {
        curator.getConnectionStateListenable().addListener(states);
        watcher.start();
        return this;
    }

    /** Ends the signals; one that is under way may still come. */
    @Override
    public void close() {
        curator.getConnectionStateListenable().removeListener(states);
        watcher.close();
    }
}
