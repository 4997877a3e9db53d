package dev.otter.transport.control;

import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.client.ControlClient;
import dev.otter.transport.control.client.ControlClientConfig;
import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.control.client.NodeSide;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.ControlServerConfig;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A manager and nodes on loopback, with real TLS; everything is stopped by {@link #close}. */
final class Stage implements AutoCloseable {
    static final NodeId SEVEN = new NodeId(7);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final MemoryManager manager = new MemoryManager();
    final InstantSource clock = InstantSource.system();
    final SecureRandom random = new SecureRandom();
    private final ArrayDeque<Runnable> open = new ArrayDeque<>();
    private final Path folder;

    Stage(Path folder) {
        this.folder = folder;
    }

    ControlServer server() {
        return server(0, "manager");
    }

    /** On that port, with the authority of that name. */
    ControlServer server(int port, String name) {
        ControlServer server =
                new ControlServer(
                        new ControlServerConfig(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                50,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(200)),
                        authority(name),
                        manager.side(),
                        clock);
        server.start();
        open.push(server::close);
        return server;
    }

    CertificateAuthority authority(String name) {
        return CertificateAuthority.open(folder.resolve(name), clock, random);
    }

    static ManagerAddress address(int port) {
        return new ManagerAddress("127.0.0.1", port);
    }

    NodeSide nodeSide(NodeId node, String name) {
        return NodeSide.open(node, folder.resolve(name), clock, random);
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    /** A running node with its files in the folder of that name. */
    ControlClient node(String name, RecordingListener listener, ManagerAddress... managers) {
        return node(name, listener, config(Optional.of("sesame"), Optional.empty(), managers));
    }

    ControlClient node(String name, RecordingListener listener, ControlClientConfig config) {
        ControlClient client =
                new ControlClient(config, nodeSide(SEVEN, name), listener, clock, random);
        open.push(client::close);
        client.start();
        return client;
    }

    static ControlClientConfig config(
            Optional<String> secret,
            Optional<KeyFingerprint> authority,
            ManagerAddress... managers) {
        return new ControlClientConfig(
                List.of(managers),
                secret,
                authority,
                new NodeDescription("test-host", "5.0"),
                new ControlClientConfig.Pace(
                        Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofSeconds(5)));
    }

    static void awaitState(ControlClient node, ConnectionStatus.State state) {
        await(node, s -> s.state() == state);
    }

    static void await(ControlClient node, Predicate<ConnectionStatus> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(node::status, condition);
    }

    static Configuration configuration(long version, String document) {
        return Configuration.of(version, document.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Configuration configuration) {
        return new String(configuration.document(), StandardCharsets.UTF_8);
    }

    static PipelineMinute minute(long inserts) {
        return new PipelineMinute(
                "shop/a-to-b",
                Instant.parse("2026-11-25T10:00:00Z").plusSeconds(60 * inserts),
                new PipelineMinute.Rows(inserts, 2, 3, 4),
                5,
                6,
                7);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
