package dev.otter.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A proxy on a free loopback port between a client and a server, with the faults of a network at
 * hand. All methods may be called by any thread at any time and take effect at once, on the open
 * connections too. It does not look into the bytes.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final Valve valve = new Valve();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final LongAdder connections = new LongAdder();
    private final Link.Traffic traffic = new Link.Traffic(new LongAdder(), new LongAdder());
    private volatile InetSocketAddress target;
    private volatile boolean refusing;

    private TcpProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** Begins to listen and forward to that server, which need not be up yet. */
    public static TcpProxy to(String host, int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
            TcpProxy proxy = new TcpProxy(listener, new InetSocketAddress(host, port));
            Thread.ofVirtual().name("proxy accept").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on a free loopback port", e);
        }
    }

    /** Always the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all open connections on both sides; new ones are still welcome. */
    public void cut() {
        links.forEach(Link::cut);
    }

    /** Turns into a black hole: connections stay, new ones are taken, nothing passes any more. */
    public void pause() {
        valve.pause(true);
    }

    /** Lets pass again, beginning with what was held back. */
    public void resume() {
        valve.pause(false);
    }

    /**
     * Holds back each byte for this long in either direction, without limiting how many are under
     * way; a round trip takes twice as long. Bytes already under way keep their delay.
     */
    public void delay(Duration each) {
        valve.delay(each);
    }

    /** Whether new connections are reset as soon as they are made; open ones are untouched. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** Sends new connections to another server, as a failover does; open ones stay. */
    public void pointTo(String host, int port) {
        target = new InetSocketAddress(host, port);
    }

    /** How many connections were taken since the start; refused ones do not count. */
    public long connections() {
        return connections.sum();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return links.size();
    }

    public long bytesToServer() {
        return traffic.toServer().sum();
    }

    public long bytesToClient() {
        return traffic.toClient().sum();
    }

    /** Stops listening and cuts all connections. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + listener, e);
        }
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                take(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException("Cannot accept on " + listener, e);
                }
            }
        }
    }

    private void take(Socket client) throws IOException {
        if (refusing) {
            client.setSoLinger(true, 0);
            client.close();
            return;
        }
        connections.increment();
        Link link = new Link(client, valve, traffic, links::remove);
        links.add(link);
        link.open(target);
        if (listener.isClosed()) {
            link.cut();
        }
    }
}
