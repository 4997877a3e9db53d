package dev.otter.transport.control.server;

import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.wire.Limits;
import dev.otter.transport.control.wire.ToWire;
import dev.otter.transport.identity.Certificates;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.NodeMessage;
import otter.wire.control.v1.WireHello;

/**
 * The inbound half of one stream: waits for the hello, which must match the certificate, and hands
 * what follows to the session. The wire calls it from one thread at a time.
 */
final class NodeCall implements StreamObserver<NodeMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCall.class);

    private final Peer peer;
    private final ServerCallStreamObserver<ManagerMessage> call;
    private final ControlCalls.Desk desk;
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile Optional<NodeSession> session = Optional.empty();

    NodeCall(Peer peer, ServerCallStreamObserver<ManagerMessage> call, ControlCalls.Desk desk) {
        this.peer = peer;
        this.call = call;
        this.desk = desk;
        call.setOnReadyHandler(() -> session.ifPresent(NodeSession::ready));
        call.setOnCancelHandler(this::gone);
        var _ =
                CompletableFuture.runAsync(
                        this::silent,
                        CompletableFuture.delayedExecutor(
                                desk.config().helloDeadline().toMillis(),
                                TimeUnit.MILLISECONDS,
                                desk.workers()));
    }

    private void silent() {
        if (decided.compareAndSet(false, true)) {
            call.onError(Status.DEADLINE_EXCEEDED.withDescription("no hello").asRuntimeException());
        }
    }

    @Override
    public void onNext(NodeMessage message) {
        try {
            if (session.isPresent()) {
                session.get().receive(message);
            } else if (decided.compareAndSet(false, true)) {
                begin(message);
            }
        } catch (RuntimeException e) {
            if (!(e instanceof OtterException)) {
                LOG.error("A message of the peer at {} cannot be handled", peer.address(), e);
            }
            session.ifPresent(s -> s.refuse(Fault.unforeseen(e)));
        }
    }

    private void begin(NodeMessage message) {
        WireHello hello = message.getHello();
        Instant now = desk.clock().instant();
        Optional<X509Certificate> valid =
                peer.certificate().filter(c -> c.getNotAfter().toInstant().isAfter(now));
        if (!message.hasHello()) {
            refuse(Refusals.broken("The node does not begin with hello"));
        } else if (hello.getProtocol() != Limits.PROTOCOL) {
            refuse(Refusals.protocol(hello.getProtocol(), Limits.PROTOCOL));
        } else if (valid.isEmpty()) {
            refuse(Refusals.certificate("The node shows no valid certificate"));
        } else if (Certificates.nodeNumber(valid.get()).orElse(0) != hello.getNid()) {
            refuse(Refusals.certificate("The certificate is not that of node " + hello.getNid()));
        } else {
            enter(hello, valid.get(), now);
        }
    }

    private void enter(WireHello hello, X509Certificate certificate, Instant now) {
        NodeSession entering =
                new NodeSession(
                        new ConnectedNode(
                                new NodeId(hello.getNid()),
                                new NodeDescription(
                                        Limits.cut(hello.getHost()),
                                        Limits.cut(hello.getVersion())),
                                peer.address(),
                                now),
                        Greeting.of(hello, KeyFingerprint.of(certificate.getPublicKey())),
                        desk.manager(),
                        desk.sessions(),
                        new SessionTools(desk.config(), desk.workers(), desk.authority(), call));
        session = Optional.of(entering);
        entering.enter();
        if (call.isCancelled()) {
            gone();
        }
    }

    private void refuse(Fault fault) {
        LOG.warn("A peer at {} is refused: {}", peer.address(), fault.text());
        call.onNext(ManagerMessage.newBuilder().setRefused(ToWire.fault(fault)).build());
        call.onCompleted();
    }

    private void gone() {
        decided.set(true);
        session.ifPresent(NodeSession::gone);
    }

    @Override
    public void onError(Throwable error) {
        gone();
    }

    @Override
    public void onCompleted() {
        if (session.isPresent()) {
            session.get().end();
        } else if (decided.compareAndSet(false, true)) {
            call.onCompleted();
        }
    }
}
