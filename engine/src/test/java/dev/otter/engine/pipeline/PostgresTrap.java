package dev.otter.engine.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A proxy in front of PostgreSQL that breaks the connection of one transaction at a named point,
 * and has the process that it belongs to end there. It reads the texts of statements as they pass.
 */
final class PostgresTrap implements AutoCloseable {

    /** Where it breaks. */
    enum Point {
        /** The first statement of the transaction is never sent. */
        BEFORE_FIRST,
        /** All statements are answered, COMMIT is never sent. */
        BEFORE_COMMIT,
        /** COMMIT reaches the server, its answer does not come back. */
        ANSWER_LOST
    }

    private record Trap(String opening, Point point, Runnable action, CountDownLatch sprung) {}

    private final ServerSocket listener;
    private final int target;
    private final AtomicReference<Trap> armed = new AtomicReference<>();

    private PostgresTrap(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static PostgresTrap to(int port) {
        try {
            PostgresTrap proxy =
                    new PostgresTrap(
                            new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().name("trap accepts").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Breaks the next transaction whose first statement begins so, after running the action. */
    CountDownLatch arm(String opening, Point point, Runnable action) {
        CountDownLatch sprung = new CountDownLatch(1);
        armed.set(new Trap(opening, point, action, sprung));
        return sprung;
    }

    static boolean await(CountDownLatch sprung, Duration atMost) throws InterruptedException {
        return sprung.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                AtomicBoolean silent = new AtomicBoolean();
                Thread.ofVirtual().name("trap up").start(() -> up(client, server, silent));
                Thread.ofVirtual().name("trap down").start(() -> down(client, server, silent));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void up(Socket client, Socket server, AtomicBoolean silent) {
        byte[] room = new byte[1 << 16];
        boolean within = false;
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(room); read >= 0; read = in.read(room)) {
                String text = new String(room, 0, read, StandardCharsets.UTF_8);
                Trap trap = armed.get();
                within |= trap != null && text.contains(trap.opening());
                boolean here =
                        within
                                && trap != null
                                && (trap.point() == Point.BEFORE_FIRST || text.contains("COMMIT"));
                if (here && armed.compareAndSet(trap, null)) {
                    if (trap.point() == Point.ANSWER_LOST) {
                        lose(trap, room, read, server, silent);
                    }
                    trap.action().run();
                    trap.sprung().countDown();
                    return;
                }
                out.write(room, 0, read);
            }
        } catch (IOException _) {
            // One side has gone: so does the other.
        }
    }

    /** The first of the answer tells that the server has committed. */
    private static void lose(
            Trap trap, byte[] room, int length, Socket server, AtomicBoolean silent)
            throws IOException {
        silent.set(true);
        server.getOutputStream().write(room, 0, length);
        synchronized (silent) {
            while (silent.get()) {
                try {
                    silent.wait(20_000);
                } catch (InterruptedException e) {
                    throw new IOException(trap.opening(), e);
                }
            }
        }
    }

    private static void down(Socket client, Socket server, AtomicBoolean silent) {
        byte[] room = new byte[1 << 16];
        try (client;
                server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(room); read >= 0; read = in.read(room)) {
                if (silent.get()) {
                    synchronized (silent) {
                        silent.set(false);
                        silent.notifyAll();
                    }
                    return;
                }
                out.write(room, 0, read);
            }
        } catch (IOException _) {
            // One side has gone: so does the other.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
