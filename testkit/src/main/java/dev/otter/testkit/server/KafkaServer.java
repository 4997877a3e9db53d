package dev.otter.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * A real broker of Kafka in KRaft mode in a process of its own, on free loopback ports, with a
 * folder of its own under the temporary folder, which {@link #close} deletes. It starts in about
 * five seconds and dies with this JVM. Topics are not made by themselves; new ones have three
 * partitions.
 *
 * <p>Clients come to {@link #address}. Whoever puts a proxy between gives its port when starting,
 * and connects to that: the broker then names it as its own address to those who come through it.
 *
 * <p>Thread-safe. It does not promise that its ports stay free while it is stopped.
 */
public final class KafkaServer implements AutoCloseable {
    private static final String JARS = "kafka";
    private static final String VERSION = "kafka-4.4.0";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String STARTED = "Kafka Server started";
    private static final int TAIL_LINES = 60;

    private final Path folder;
    private final Path jars;
    private final int port;
    private final int outsidePort;
    private final Thread hook;
    private ServerProcess process;
    private boolean closed;

    private KafkaServer(Path folder, Path jars, int port, int outsidePort) {
        this.folder = folder;
        this.jars = jars;
        this.port = port;
        this.outsidePort = outsidePort;
        this.hook = Thread.ofPlatform().name("end of " + folder.getFileName()).unstarted(this::end);
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @param settings lines of the broker's configuration such as {@code message.max.bytes=2000}
     */
    public static KafkaServer start(String... settings) {
        return start(port -> port, settings);
    }

    /**
     * The same with something between.
     *
     * @param outside gets the port of a second listener and gives the one under which clients reach
     *     it
     */
    public static KafkaServer start(IntUnaryOperator outside, String... settings) {
        return start(outside, Map.of(), settings);
    }

    /**
     * The same with other levels of features than the newest that this version gives a new cluster.
     *
     * @param features levels by name, such as 1 for {@code transaction.version}: with 2 each
     *     transaction has an epoch of its own, with 1 and 0 only each producer has
     */
    public static KafkaServer start(
            IntUnaryOperator outside, Map<String, Integer> features, String... settings) {
        Path jars = CacheFolder.ofUser().once("servers/" + VERSION, KafkaServer::unpack);
        Path folder = RunFolders.create();
        KafkaServer server = new KafkaServer(folder, jars, freePort(), freePort());
        try {
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.configure(outside.applyAsInt(server.outsidePort), List.of(settings));
            server.format(features);
            server.restart();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e instanceof RuntimeException known
                    ? known
                    : new ServerException("Cannot start Kafka in " + folder, e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        URL there = KafkaServer.class.getResource(JARS);
        if (there == null) {
            throw new ServerException(
                    "The jars of Kafka are not on the class path; build testkit with Maven, which"
                            + " puts them there");
        }
        try {
            URI place = there.toURI();
            if (place.getScheme().equals("file")) {
                copy(Path.of(place), folder);
                return;
            }
            try (FileSystem archive = FileSystems.newFileSystem(place, Map.of())) {
                copy(archive.getPath("/dev/otter/testkit/server", JARS), folder);
            }
        } catch (URISyntaxException e) {
            throw new ServerException("Cannot find the jars of Kafka at " + there, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, to.resolve(jar.getFileName().toString()));
            }
        }
    }

    private void configure(int advertised, List<String> settings) throws IOException {
        int controller = freePort();
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "process.roles=broker,controller",
                                "node.id=1",
                                "controller.quorum.voters=1@127.0.0.1:" + controller,
                                "listeners=INSIDE://127.0.0.1:%d,OUTSIDE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                        .formatted(port, outsidePort, controller),
                                "advertised.listeners=INSIDE://127.0.0.1:%d,OUTSIDE://127.0.0.1:%d"
                                        .formatted(port, advertised),
                                "listener.security.protocol.map=INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                                "inter.broker.listener.name=INSIDE",
                                "controller.listener.names=CONTROLLER",
                                "log.dirs=" + folder.resolve("data"),
                                "num.partitions=3",
                                "auto.create.topics.enable=false",
                                "offsets.topic.replication.factor=1",
                                "offsets.topic.num.partitions=1",
                                "transaction.state.log.replication.factor=1",
                                "transaction.state.log.min.isr=1",
                                "transaction.state.log.num.partitions=4",
                                "log.cleaner.dedupe.buffer.size=8388608",
                                "group.initial.rebalance.delay.ms=0"));
        lines.addAll(settings);
        Files.write(folder.resolve("server.properties"), lines);
        Files.writeString(
                folder.resolve("logback.xml"),
                """
                <configuration>
                    <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%d %-5level %logger{0}: %msg%n</pattern></encoder>
                    </appender>
                    <root level="WARN"><appender-ref ref="OUT"/></root>
                    <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
                    <logger name="kafka.server.BrokerServer" level="INFO"/>
                    <logger name="org.apache.kafka.server" level="INFO"/>
                </configuration>
                """);
    }

    private void format(Map<String, Integer> features) {
        List<String> format = java("kafka.tools.StorageTool");
        format.addAll(List.of("format", "--cluster-id", "b3R0ZXItdGVzdC1rYWZrYQ", "--config"));
        format.add(folder.resolve("server.properties").toString());
        features.forEach((name, level) -> format.addAll(List.of("--feature", name + "=" + level)));
        new Command(format, Map.of(), folder, START_LIMIT).runOrThrow("format Kafka's folder");
    }

    private List<String> java(String main) {
        return new ArrayList<>(
                List.of(
                        ServerProcess.java(),
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        folder + java.io.File.pathSeparator + jars.resolve("*"),
                        main));
    }

    /** Always the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port for clients that come without anything between. */
    public int port() {
        return port;
    }

    /** {@code host:port} for clients that come without anything between. */
    public String address() {
        return host() + ":" + port;
    }

    /** Stops it in order; nothing happens if it does not run. Its data stay. */
    public synchronized void stop() {
        if (process != null && !process.shutDown(STOP_LIMIT)) {
            process.kill();
            throw new ServerException("Kafka did not stop:\n" + logTail());
        }
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. Its data stay. */
    public synchronized void kill() {
        process.kill();
    }

    /** Starts it again on the same ports and data, after stopping it if it runs. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("This Kafka is closed; start a new one");
        }
        stop();
        List<String> words = java("kafka.Kafka");
        words.add(folder.resolve("server.properties").toString());
        process = ServerProcess.launch(words, Map.of(), folder, folder.resolve("output.log"));
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!log().contains(STARTED)) {
            if (process.awaitEnd(POLL)) {
                throw new ServerException("Kafka ended while starting:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new ServerException("Kafka does not answer:\n" + logTail());
            }
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("output.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log of Kafka", e);
        }
    }

    /** The last lines that it wrote since it was started last. */
    public String logTail() {
        List<String> lines = log().lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
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

    private synchronized void end() {
        closed = true;
        if (process != null) {
            process.kill();
        }
        RunFolders.delete(folder);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot find a free port", e);
        }
    }
}
