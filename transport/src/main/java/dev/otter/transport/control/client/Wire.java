package dev.otter.transport.control.client;

import dev.otter.transport.control.wire.Limits;
import dev.otter.transport.identity.ManagerTrust;
import dev.otter.transport.identity.NodeIdentity;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Makes connections: one thread for all of them, virtual threads for what arrives. */
final class Wire implements AutoCloseable {
    private static final int HEADER_BYTES = 8 * 1024;

    private final EventLoopGroup thread =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService arrivals =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("control-client-", 0).factory());

    /** A channel that connects at its first call; with the node's certificate if it has one. */
    ManagedChannel open(ManagerAddress manager, NodeIdentity identity, ManagerTrust trust) {
        return NettyChannelBuilder.forAddress(manager.host(), manager.port())
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(thread)
                .executor(arrivals)
                .offloadExecutor(arrivals)
                .sslContext(tls(identity, trust))
                .proxyDetector(_ -> null)
                .disableServiceConfigLookUp()
                .disableRetry()
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(7, TimeUnit.SECONDS)
                .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                .maxInboundMetadataSize(HEADER_BYTES)
                .build();
    }

    private static SslContext tls(NodeIdentity identity, ManagerTrust trust) {
        SslContextBuilder builder =
                GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                        .protocols("TLSv1.3")
                        .trustManager(trust.trustManager());
        identity.certificate().ifPresent(c -> builder.keyManager(identity.privateKey(), c));
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("every Java speaks TLS 1.3", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        arrivals.shutdown();
    }
}
