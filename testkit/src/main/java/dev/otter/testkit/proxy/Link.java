package dev.otter.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One connection through the proxy. It ends in order when both sides have said all, and by a reset
 * of both when one side breaks or the proxy cuts it.
 */
final class Link {
    /** Bytes that went either way over all links. */
    record Traffic(LongAdder toServer, LongAdder toClient) {}

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static final int CONNECT_MILLIS = 10_000;
    private static final int THREADS = 4;

    private final Socket client;
    private final Socket server = new Socket();
    private final Valve valve;
    private final Traffic traffic;
    private final Runnable ended;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger(THREADS);
    private volatile boolean cut;

    Link(Socket client, Valve valve, Traffic traffic, Consumer<Link> ended) {
        this.client = client;
        this.valve = valve;
        this.traffic = traffic;
        this.ended = () -> ended.accept(this);
    }

    /** Connects onward, as soon as the valve lets it, and begins to carry. */
    void open(InetSocketAddress target) {
        spawn(
                "connect",
                () -> {
                    valve.awaitPassage(valve.dueNow());
                    server.connect(target, CONNECT_MILLIS);
                    client.setTcpNoDelay(true);
                    server.setTcpNoDelay(true);
                    carry("to server", new Pump(client, server, valve, traffic.toServer()));
                    carry("to client", new Pump(server, client, valve, traffic.toClient()));
                });
    }

    /** Resets both sides now; what is under way is lost. */
    void cut() {
        cut = true;
        reset(client);
        reset(server);
        threads.forEach(Thread::interrupt);
        ended.run();
    }

    private void carry(String direction, Pump pump) {
        spawn("read " + direction, () -> finishing(pump::read));
        spawn("write " + direction, () -> finishing(pump::write));
    }

    private void finishing(Work work) throws IOException, InterruptedException {
        work.run();
        if (running.decrementAndGet() == 0) {
            client.close();
            server.close();
            ended.run();
        }
    }

    private void spawn(String name, Work work) {
        Thread thread = Thread.ofVirtual().name("proxy " + name).unstarted(() -> live(work));
        threads.add(thread);
        thread.start();
        if (cut) {
            thread.interrupt();
        }
    }

    private void live(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            // One side is gone or unreachable: the other shall see it as a reset.
            cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("Cannot reset " + socket, e);
            }
        }
    }
}
