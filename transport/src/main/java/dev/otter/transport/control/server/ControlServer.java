package dev.otter.transport.control.server;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.server.waiting.WaitingRequest;
import dev.otter.transport.control.wire.Limits;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import dev.otter.transport.identity.NodeTrust;
import dev.otter.transport.identity.ServerKeys;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where nodes dial in. All methods may be called by any thread; {@link #start} once, before all
 * others, {@link #close} any time. The interfaces of {@link ManagerSide} are called by virtual
 * threads named {@code control-server-…}, which may block.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int WIRE_THREADS = 2;
    private static final int CALLS_PER_CONNECTION = 2;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int WINDOW_BYTES = 256 * 1024;

    private final ControlServerConfig config;
    private final CertificateAuthority authority;
    private final InstantSource clock;
    private final Sessions sessions = new Sessions();
    private final Enrolment enrolment;
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("control-server-", 0).factory());
    private final EventLoopGroup wire =
            new MultiThreadIoEventLoopGroup(WIRE_THREADS, NioIoHandler.newFactory());
    private final Server server;

    public ControlServer(
            ControlServerConfig config,
            CertificateAuthority authority,
            ManagerSide manager,
            InstantSource clock) {
        this.config = config;
        this.authority = authority;
        this.clock = clock;
        this.enrolment = new Enrolment(authority, manager.registry(), clock);
        ControlCalls.Desk desk =
                new ControlCalls.Desk(config, authority, manager, sessions, workers, clock);
        this.server =
                NettyServerBuilder.forAddress(config.listen())
                        .channelFactory(() -> new BoundedServerChannel(config.mostConnections()))
                        .bossEventLoopGroup(wire)
                        .workerEventLoopGroup(wire)
                        .executor(workers)
                        .sslContext(tls())
                        .handshakeTimeout(10, TimeUnit.SECONDS)
                        .keepAliveTime(7, TimeUnit.SECONDS)
                        .keepAliveTimeout(7, TimeUnit.SECONDS)
                        .permitKeepAliveTime(5, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .maxConnectionIdle(30, TimeUnit.SECONDS)
                        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                        .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                        .maxInboundMetadataSize(HEADER_BYTES)
                        .flowControlWindow(WINDOW_BYTES)
                        .intercept(new Doorkeeper())
                        .addService(new ControlCalls(desk, enrolment).service())
                        .build();
    }

    private SslContext tls() {
        try {
            return GrpcSslContexts.configure(
                            SslContextBuilder.forServer(new ServerKeys(authority, clock)),
                            SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(NodeTrust.of(authority.certificate(), clock))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("every Java speaks TLS 1.3", e);
        }
    }

    /** Begins to listen. */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "The manager cannot listen for nodes: " + e.getMessage(),
                    config.listen().toString(),
                    "Choose a free port with otter.communication.manager.port, or stop the process"
                            + " that has it.",
                    e);
        }
        LOG.info(
                "Nodes may dial port {}; the authority's fingerprint is {}",
                port(),
                authority.fingerprint());
    }

    public int port() {
        return server.getPort();
    }

    /** Nodes that wait for approval, the oldest first. */
    public List<WaitingRequest> waiting() {
        return enrolment.waiting();
    }

    /** Approves the only one that waits under that number; a coded error when it is not one. */
    public void approve(NodeId node) {
        enrolment.approve(node);
        standingChanged(node);
    }

    /** Approves one of several that wait under that number. */
    public void approve(NodeId node, KeyFingerprint key) {
        enrolment.approve(node, key);
        standingChanged(node);
    }

    /** Removes a request from the list; its sender comes back as long as it runs. */
    public void reject(NodeId node, KeyFingerprint key) {
        enrolment.reject(node, key);
    }

    /** The nodes that are connected to this manager now. */
    public List<ConnectedNode> connected() {
        return sessions.all().stream().map(NodeSession::connected).toList();
    }

    /** There may be a new configuration for the node; does nothing when it is not connected. */
    public void configurationChanged(NodeId node) {
        sessions.find(node).ifPresent(NodeSession::refresh);
    }

    /** There may be new configurations for all nodes. */
    public void configurationChanged() {
        sessions.all().forEach(NodeSession::refresh);
    }

    /**
     * Sends a command.
     *
     * @return the node's answer, or a coded error when there is none in time
     */
    public CompletableFuture<Answer> send(NodeId node, Command command) {
        return sessions.find(node)
                .map(s -> s.command(command))
                .orElseGet(() -> CompletableFuture.failedFuture(CommandDesk.notConnected(node)));
    }

    /**
     * The node was deleted, or its approval withdrawn or given: looks whether it may stay. To be
     * called after such a change, since the registry is asked only when a node connects.
     */
    public void standingChanged(NodeId node) {
        sessions.find(node).ifPresent(NodeSession::recheck);
    }

    /** Ends all streams and stops listening. */
    @Override
    public void close() {
        server.shutdown();
        sessions.all().forEach(NodeSession::end);
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
                server.shutdownNow().awaitTermination(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            wire.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                    .awaitUninterruptibly(2, TimeUnit.SECONDS);
            workers.shutdown();
        }
    }

    /** Whether a node is connected. */
    public Optional<ConnectedNode> connected(NodeId node) {
        return sessions.find(node).map(NodeSession::connected);
    }
}
