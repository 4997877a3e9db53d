package dev.otter.cluster.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.zookeeper.client.HostProvider;

/**
 * Tells the ZooKeeper client which server to try next: those of the nearest group in random order,
 * then those of the next, and, when all have been tried, from the nearest again after a pause.
 * After a connection has been lost it begins with the nearest group. Names are resolved at each
 * try, so that a server may move.
 *
 * <p>The client's sending thread asks; the order is guarded all the same.
 */
final class NearestFirst implements HostProvider {
    private final List<ServerAddress> order;
    private final CountDownLatch never = new CountDownLatch(1);
    private int next;

    NearestFirst(ServerList servers, RandomGenerator random) {
        List<ServerAddress> shuffled = new ArrayList<>();
        for (List<ServerAddress> group : servers.groups()) {
            List<ServerAddress> copy = new ArrayList<>(group);
            Collections.shuffle(copy, java.util.Random.from(random));
            shuffled.addAll(copy);
        }
        this.order = List.copyOf(shuffled);
    }

    @Override
    public int size() {
        return order.size();
    }

    @Override
    public InetSocketAddress next(long pauseMillis) {
        if (roundDone()) {
            pause(pauseMillis);
        }
        return resolved(take());
    }

    @Override
    public synchronized void onConnected() {
        next = 0;
    }

    /** The list is fixed; a new list is a new connection. */
    @Override
    public boolean updateServerList(
            Collection<InetSocketAddress> servers, InetSocketAddress current) {
        return false;
    }

    private synchronized boolean roundDone() {
        return next == order.size();
    }

    private synchronized ServerAddress take() {
        if (next == order.size()) {
            next = 0;
        }
        return order.get(next++);
    }

    private void pause(long millis) {
        try {
            if (never.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Nobody opens this latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress resolved(ServerAddress server) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(server.host());
            return new InetSocketAddress(addresses[0], server.port());
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(server.host(), server.port());
        }
    }
}
