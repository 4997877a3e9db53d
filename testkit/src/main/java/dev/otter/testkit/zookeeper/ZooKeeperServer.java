package dev.otter.testkit.zookeeper;

import dev.otter.testkit.server.ServerException;
import dev.otter.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real stand-alone ZooKeeper in a process of its own, on a free loopback port, with a folder of
 * its own under the temporary folder, which {@link #close} deletes. It answers {@code srvr} and has
 * no administration server. It dies with this JVM.
 *
 * <p>Thread-safe. It does not promise that its port stays free while it is stopped.
 */
public final class ZooKeeperServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int ANSWER_MILLIS = 2_000;
    private static final int TAIL_LINES = 60;

    private final ZooKeeperRelease release;
    private final Path folder;
    private final int port;
    private final Thread hook;
    private ServerProcess process;
    private boolean closed;

    private ZooKeeperServer(ZooKeeperRelease release, Path folder, int port) {
        this.release = release;
        this.folder = folder;
        this.port = port;
        this.hook = Thread.ofPlatform().name("end of " + folder.getFileName()).unstarted(this::end);
    }

    /** Starts the newest release with a tick of 500 ms: sessions of one to ten seconds. */
    public static ZooKeeperServer start() {
        return start(ZooKeeperRelease.CURRENT, Duration.ofMillis(500));
    }

    /**
     * Starts the newest release with further settings.
     *
     * @param settings lines of {@code zoo.cfg}; a key that it does not know becomes the system
     *     property {@code zookeeper.<key>}
     */
    public static ZooKeeperServer start(String... settings) {
        return start(ZooKeeperRelease.CURRENT, Duration.ofMillis(500), List.of(settings));
    }

    /**
     * Starts a server and returns when it takes requests.
     *
     * @param tick sessions last from twice to twenty times this
     */
    public static ZooKeeperServer start(ZooKeeperRelease release, Duration tick) {
        return start(release, tick, List.of());
    }

    private static ZooKeeperServer start(
            ZooKeeperRelease release, Duration tick, List<String> settings) {
        try {
            Path folder =
                    Files.createTempDirectory(
                            "otter-server-" + ProcessHandle.current().pid() + "-zookeeper-");
            ZooKeeperServer server = new ZooKeeperServer(release, folder, freePort());
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.unpack(tick, settings);
            server.restart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for ZooKeeper", e);
        }
    }

    /** Always the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** {@code host:port}. */
    public String address() {
        return host() + ":" + port;
    }

    /** Stops it in order; nothing happens if it does not run. Its data stay. */
    public synchronized void stop() {
        if (process != null && !process.shutDown(STOP_LIMIT)) {
            process.kill();
            throw new ServerException("ZooKeeper did not stop:\n" + logTail());
        }
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. Its data stay. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts it again on the same port and data, after stopping it if it runs. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("This ZooKeeper is closed; start a new one");
        }
        stop();
        process =
                ServerProcess.launch(
                        List.of(
                                ServerProcess.java(),
                                "-Xmx256m",
                                "-Dzookeeper.jmx.log4j.disable=true",
                                "-Dzookeeper.admin.enableServer=false",
                                "-Djava.net.preferIPv4Stack=true",
                                "-cp",
                                classPath(),
                                "org.apache.zookeeper.server.ZooKeeperServerMain",
                                folder.resolve("zoo.cfg").toString()),
                        Map.of(),
                        folder,
                        folder.resolve("server.log"));
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (process.awaitEnd(POLL)) {
                throw new ServerException("ZooKeeper ended while starting:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new ServerException("ZooKeeper does not answer:\n" + logTail());
            }
        }
    }

    /** The last lines that it wrote since it was started last. */
    public String logTail() {
        try {
            List<String> lines =
                    Files.readAllLines(folder.resolve("server.log"), StandardCharsets.ISO_8859_1);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Kills it and deletes its data. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down and the hook is doing this work already.
            return;
        }
        end();
    }

    @Override
    public String toString() {
        return "ZooKeeper " + release + " at " + address();
    }

    private synchronized void end() {
        closed = true;
        if (process != null) {
            process.kill();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    private void unpack(Duration tick, List<String> settings) throws IOException {
        for (String jar : release.jars()) {
            String name = release.folder() + "/" + jar;
            try (InputStream in = ZooKeeperServer.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new ServerException(
                            name
                                    + " is not on the class path; build testkit with Maven, which puts"
                                    + " it there");
                }
                Files.copy(in, folder.resolve(jar));
            }
        }
        Files.createDirectory(folder.resolve("data"));
        List<String> lines = new ArrayList<>();
        lines.add("dataDir=" + folder.resolve("data"));
        lines.add("clientPort=" + port);
        lines.add("clientPortAddress=127.0.0.1");
        lines.add("tickTime=" + tick.toMillis());
        lines.add("maxClientCnxns=0");
        lines.add("4lw.commands.whitelist=srvr");
        lines.addAll(settings);
        Files.write(folder.resolve("zoo.cfg"), lines);
        Files.writeString(
                folder.resolve("logback.xml"),
                """
                <configuration>
                    <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%d %-5level %logger{0}: %msg%n</pattern></encoder>
                    </appender>
                    <root level="INFO"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    private String classPath() {
        return Stream.concat(Stream.of("."), release.jars().stream())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.contains("Mode: standalone");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
