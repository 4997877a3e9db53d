package dev.otter.transport.control;

import static dev.otter.transport.control.Stage.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.control.server.NodeStanding;
import dev.otter.transport.control.wire.ControlProtocol;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.NodeId;
import dev.otter.transport.identity.NodeIdentity;
import dev.otter.transport.identity.SigningRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.NodeMessage;
import otter.wire.control.v1.WireHello;

/** Peers that do not play by the rules, without our client. */
class ForgeryIT {
    @TempDir Path folder;
    private Stage stage;
    private ControlServer server;
    private Answers answers;

    /** What such a peer is told. */
    private static final class Answers implements StreamObserver<ManagerMessage> {
        final List<ManagerMessage> messages = new CopyOnWriteArrayList<>();
        volatile Optional<Throwable> error = Optional.empty();
        volatile boolean over;

        @Override
        public void onNext(ManagerMessage message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            error = Optional.of(failure);
            over = true;
        }

        @Override
        public void onCompleted() {
            over = true;
        }
    }

    /** Shows its certificate, whichever authorities the server asks for. */
    private static final class Pushy extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate certificate;

        Pushy(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal[] issuers, SSLEngine engine) {
            return "pushy";
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "pushy";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"pushy"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    @BeforeEach
    void open() {
        stage = new Stage(folder);
        server = stage.server();
        answers = new Answers();
        stage.manager.configurations.put(SEVEN, Stage.configuration(1, "secret"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private NodeIdentity approved(NodeId node) {
        NodeIdentity identity = stage.nodeSide(node, "node-" + node).identity();
        stage.manager.standings.put(
                node, new NodeStanding.Registered(Optional.of(identity.fingerprint())));
        return identity;
    }

    private static X509Certificate issued(CertificateAuthority authority, NodeIdentity identity) {
        return authority.issue(identity.node(), SigningRequest.parse(identity.signingRequest()));
    }

    private void connect(
            long claimed, Optional<NodeIdentity> key, Optional<X509Certificate> certificate)
            throws Exception {
        SslContextBuilder tls =
                GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                        .trustManager(InsecureTrustManagerFactory.INSTANCE);
        if (key.isPresent()) {
            tls.keyManager(new Pushy(key.get().privateKey(), certificate.orElseThrow()));
        }
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                        .sslContext(tls.build())
                        .overrideAuthority("manager")
                        .build();
        try {
            StreamObserver<NodeMessage> requests =
                    ClientCalls.asyncBidiStreamingCall(
                            channel.newCall(ControlProtocol.CONNECT, CallOptions.DEFAULT), answers);
            requests.onNext(
                    NodeMessage.newBuilder()
                            .setHello(WireHello.newBuilder().setProtocol(1).setNid(claimed))
                            .build());
            await().atMost(Stage.PATIENCE).until(() -> answers.over);
        } finally {
            channel.shutdownNow();
        }
    }

    private void wasRefusedWith(String code) {
        assertThat(answers.messages).hasSize(1);
        assertThat(answers.messages.getFirst().getRefused().getCode()).isEqualTo(code);
        assertThat(stage.manager.comings).isEmpty();
    }

    @Test
    void without_a_certificate_there_is_no_stream() throws Exception {
        approved(SEVEN);

        connect(7, Optional.empty(), Optional.empty());

        wasRefusedWith("OTR-4104");
    }

    @Test
    void a_certificate_of_a_foreign_authority_does_not_pass_the_handshake() throws Exception {
        NodeIdentity identity = approved(SEVEN);
        X509Certificate foreign = issued(stage.authority("foreign"), identity);

        connect(7, Optional.of(identity), Optional.of(foreign));

        assertThat(answers.messages).isEmpty();
        assertThat(answers.error).isPresent();
        assertThat(stage.manager.comings).isEmpty();
    }

    @Test
    void a_certificate_of_one_node_does_not_open_another_ones_stream() throws Exception {
        approved(SEVEN);
        NodeIdentity eight = approved(new NodeId(8));

        connect(7, Optional.of(eight), Optional.of(issued(stage.authority("manager"), eight)));

        wasRefusedWith("OTR-4104");
    }

    @Test
    void a_revoked_certificate_is_refused() throws Exception {
        NodeIdentity identity = approved(SEVEN);
        X509Certificate certificate = issued(stage.authority("manager"), identity);
        stage.manager.standings.put(SEVEN, new NodeStanding.Registered(Optional.empty()));

        connect(7, Optional.of(identity), Optional.of(certificate));

        wasRefusedWith("OTR-4104");
    }

    @Test
    void connections_beyond_the_bound_are_closed_at_once() throws Exception {
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            try (Socket oneMore = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                oneMore.setSoTimeout(5_000);
                assertThat(endsAtOnce(oneMore)).isTrue();
            }
        } finally {
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    private static boolean endsAtOnce(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(0);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }
}
