package dev.otter.testkit.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A proxy in front of a MySQL server that reads the statements passing through, and breaks the
 * connection at a named point of a transaction. All methods may be called from any thread. It
 * understands connections without TLS and compression only.
 */
public final class StatementProxy implements AutoCloseable {
    private static final String COMMIT = "COMMIT";
    private static final int QUERY = 3;
    private static final Duration LATE = Duration.ofMillis(400);

    /** Where in a target transaction it breaks. */
    public enum Point {
        /** The statement that opens it, and what comes with it, is never sent. */
        BEFORE_OPENING,
        /** All its statements are answered, COMMIT is never sent. */
        BEFORE_COMMIT,
        /** COMMIT reaches the server, its answer does not come back. */
        ANSWER_LOST,
        /** COMMIT was under way when the client's side broke, and reaches the server afterwards. */
        COMMIT_LATE,
        /** The answer to COMMIT comes back, and then it breaks. */
        AFTER_COMMIT
    }

    /** Waits to break once. */
    public record Trap(Point point, Runnable action, CountDownLatch sprung) {
        /** Whether it has broken, waiting so long at most. */
        public boolean await(Duration atMost) throws InterruptedException {
            return sprung.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private final ServerSocket listener;
    private final int target;
    private final String opening;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Trap> armed = new AtomicReference<>();

    private StatementProxy(ServerSocket listener, int target, String opening) {
        this.listener = listener;
        this.target = target;
        this.opening = opening;
    }

    /**
     * Begins to listen and forward.
     *
     * @param port of the server, on this machine
     * @param opening how the first statement of the transactions meant begins
     */
    public static StatementProxy to(int port, String opening) {
        try {
            ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            StatementProxy proxy = new StatementProxy(listener, port, opening);
            Thread.ofVirtual().name("statements accept").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on a free loopback port", e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Breaks the next transaction that reaches the point, after running the action. */
    public Trap arm(Point point, Runnable action) {
        Trap trap = new Trap(point, action, new CountDownLatch(1));
        armed.set(trap);
        return trap;
    }

    private Trap spring(Point... points) {
        Trap trap = armed.get();
        for (Point point : points) {
            if (trap != null && trap.point() == point && armed.compareAndSet(trap, null)) {
                return trap;
            }
        }
        return null;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
                links.add(link);
                link.open();
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException("cannot accept on " + listener, e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + listener, e);
        }
        links.forEach(Link::cut);
    }

    /** One connection; each direction has a thread. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private boolean opened;
        private volatile Trap answering;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void open() throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().name("statements to server").start(() -> live(this::toServer));
            Thread.ofVirtual().name("statements to client").start(() -> live(this::toClient));
        }

        private void live(Carrying carrying) {
            try {
                carrying.run();
            } catch (IOException e) {
                // One side has ended: the other one ends too.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                cut();
            }
        }

        private void toServer() throws IOException, InterruptedException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            byte[] frame = new byte[64 * 1024];
            while (true) {
                in.readFully(frame, 0, 4);
                int length = frame[0] & 0xFF | (frame[1] & 0xFF) << 8 | (frame[2] & 0xFF) << 16;
                if (frame.length < length + 4) {
                    frame = java.util.Arrays.copyOf(frame, length + 4);
                }
                in.readFully(frame, 4, length);
                if (!passes(frame, length)) {
                    return;
                }
                out.write(frame, 0, length + 4);
            }
        }

        /** Looks at one packet of the client; false when it must not be sent and all is over. */
        private boolean passes(byte[] frame, int length) throws IOException, InterruptedException {
            boolean statement = frame[3] == 0 && length > 0 && frame[4] == QUERY;
            if (statement && begins(frame, length, opening)) {
                opened = true;
                return !springs(Point.BEFORE_OPENING);
            }
            if (!statement || !opened || !begins(frame, length, COMMIT)) {
                return true;
            }
            opened = false;
            if (springs(Point.BEFORE_COMMIT)) {
                return false;
            }
            Trap late = spring(Point.COMMIT_LATE);
            if (late != null) {
                late(late, frame, length);
                return false;
            }
            answering = spring(Point.ANSWER_LOST, Point.AFTER_COMMIT);
            return true;
        }

        private boolean springs(Point point) {
            Trap trap = spring(point);
            if (trap == null) {
                return false;
            }
            trap.action().run();
            cut();
            trap.sprung().countDown();
            return true;
        }

        private void late(Trap trap, byte[] frame, int length)
                throws IOException, InterruptedException {
            trap.action().run();
            reset(client);
            new CountDownLatch(1).await(LATE.toMillis(), TimeUnit.MILLISECONDS);
            server.getOutputStream().write(frame, 0, length + 4);
            new CountDownLatch(1).await(LATE.toMillis(), TimeUnit.MILLISECONDS);
            trap.sprung().countDown();
        }

        private void toClient() throws IOException, InterruptedException {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Trap trap = answering;
                if (trap == null) {
                    out.write(buffer, 0, count);
                    continue;
                }
                if (trap.point() == Point.AFTER_COMMIT) {
                    out.write(buffer, 0, count);
                }
                trap.action().run();
                cut();
                trap.sprung().countDown();
                return;
            }
        }

        private boolean begins(byte[] frame, int length, String text) {
            return length > text.length()
                    && new String(frame, 5, text.length(), StandardCharsets.ISO_8859_1)
                            .equals(text);
        }

        void cut() {
            reset(client);
            reset(server);
            links.remove(this);
        }

        private static void reset(Socket socket) {
            try {
                if (!socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException("cannot reset " + socket, e);
                }
            }
        }
    }

    /** What a thread of a link does. */
    private interface Carrying {
        void run() throws IOException, InterruptedException;
    }
}
