package dev.otter.transport.control.client;

import com.google.protobuf.ByteString;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.wire.ControlProtocol;
import dev.otter.transport.control.wire.FromWire;
import dev.otter.transport.control.wire.Limits;
import dev.otter.transport.control.wire.ToWire;
import dev.otter.transport.identity.Certificates;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.ManagerTrust;
import dev.otter.transport.identity.NodeIdentity;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otter.wire.control.v1.EnrolReply;
import otter.wire.control.v1.EnrolRequest;
import otter.wire.control.v1.WireHello;

/**
 * One attempt at one manager: gets a certificate if there is none, opens the stream, stays until it
 * is over. Used by the thread {@code control-dial} only, except {@link #stop}.
 */
final class Dialler {
    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);
    private static final Duration RENEWAL_CHECK = Duration.ofMinutes(10);
    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

    /** How an attempt ended. */
    sealed interface Ending {
        /** The node was connected for a while. */
        record Lost(Fault why) implements Ending {}

        /** It was not let in, or nobody answered. */
        record Failed(Fault why) implements Ending {}

        /** It waits for approval and may ask again after that time. */
        record Waits(Fault why, Duration pause) implements Ending {}
    }

    private final ControlClientConfig config;
    private final NodeSide node;
    private final ControlClient.Inside inside;
    private final InstantSource clock;
    private final long process;
    private final Wire wire = new Wire();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    Dialler(
            ControlClientConfig config,
            NodeSide node,
            ControlClient.Inside inside,
            InstantSource clock,
            long process) {
        this.config = config;
        this.node = node;
        this.inside = inside;
        this.clock = clock;
        this.process = process;
    }

    /** Ends an attempt under way; there is no other after it. Any thread. */
    void stop() {
        stopped.complete(null);
    }

    void close() {
        wire.close();
    }

    Ending attempt(ManagerAddress manager) throws InterruptedException {
        NodeIdentity identity = node.identity();
        ManagerTrust trust = new ManagerTrust(identity.authority(), config.authority(), clock);
        ManagedChannel channel = wire.open(manager, identity, trust);
        try {
            return identity.certificate().isPresent()
                    ? connect(manager, channel)
                    : enrol(channel, trust);
        } catch (OtterException e) {
            return new Ending.Failed(Fault.of(e));
        } catch (RuntimeException e) {
            LOG.error("An attempt to reach {} ends with an error nobody has foreseen", manager, e);
            return new Ending.Failed(Fault.unforeseen(e));
        } finally {
            // What it still has to say to its calls must be said before the wire is closed.
            channel.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    private Ending enrol(ManagedChannel channel, ManagerTrust trust) {
        NodeIdentity identity = node.identity();
        boolean managerKnown = identity.authority().isPresent();
        EnrolReply reply;
        try {
            reply =
                    ClientCalls.blockingUnaryCall(
                            channel,
                            ControlProtocol.ENROL,
                            CallOptions.DEFAULT.withDeadlineAfter(
                                    config.pace().answerDeadline().toMillis(),
                                    TimeUnit.MILLISECONDS),
                            EnrolRequest.newBuilder()
                                    .setProtocol(Limits.PROTOCOL)
                                    .setNid(identity.node().number())
                                    .setSigningRequest(ToWire.bytes(identity.signingRequest()))
                                    .setSecret(config.secret().orElse(""))
                                    .setHost(config.description().host())
                                    .setVersion(config.description().version())
                                    .build());
        } catch (StatusRuntimeException e) {
            return new Ending.Failed(Diagnosis.of(e));
        }
        // The handshake is over, so the authority's manager has proven to have its key.
        if (identity.authority().isEmpty()) {
            trust.shown().ifPresent(this::pin);
        }
        return switch (reply.getOutcomeCase()) {
            case CERTIFICATE -> {
                identity.accept(reply.getCertificate().toByteArray());
                LOG.info("The manager has issued a certificate for node {}", identity.node());
                // No pause: the next attempt connects with it.
                yield new Ending.Waits(notYet(identity), Duration.ZERO);
            }
            case WAITING ->
                    new Ending.Waits(notYet(identity), poll(reply.getWaiting().getRetryMillis()));
            case REFUSED -> {
                Fault why = FromWire.fault(reply.getRefused());
                if (managerKnown) {
                    endIfDeleted(why);
                }
                yield new Ending.Failed(why);
            }
            case OUTCOME_NOT_SET ->
                    new Ending.Failed(Diagnosis.unreachable("The manager's answer is empty"));
        };
    }

    private void pin(X509Certificate authority) {
        node.identity().pin(authority);
        LOG.info(
                "From now on this node trusts only managers of the authority {}",
                KeyFingerprint.of(Certificates.encoded(authority)));
    }

    private static Duration poll(long millis) {
        return Duration.ofMillis(Math.clamp(millis, 100, LONGEST_POLL.toMillis()));
    }

    private static Fault notYet(NodeIdentity identity) {
        return Fault.of(
                ErrorCode.NODE_NOT_APPROVED,
                "Node "
                        + identity.node()
                        + " waits for approval; its key is "
                        + identity.fingerprint().brief(),
                "Approve it in the console under Nodes, or run: otter node approve "
                        + identity.node()
                        + ".");
    }

    private Ending connect(ManagerAddress manager, ManagedChannel channel)
            throws InterruptedException {
        ControlStream stream =
                new ControlStream(node, inside.outbox(), inside.deliveries(), hello());
        ClientCalls.asyncBidiStreamingCall(
                channel.newCall(ControlProtocol.CONNECT, CallOptions.DEFAULT), stream);
        stream.begin();
        CompletableFuture<?> settled = CompletableFuture.anyOf(stream.welcomed(), stream.over());
        if (!await(settled, config.pace().answerDeadline())) {
            stream.close();
            return new Ending.Failed(Diagnosis.unreachable("The manager does not answer in time"));
        }
        if (stopped.isDone()) {
            stream.close();
        }
        if (!stream.welcomed().isDone()) {
            return refused(stream.over().join());
        }
        inside.board().connected(manager);
        while (!await(stream.over(), RENEWAL_CHECK)) {
            if (node.identity().renewalDue()) {
                stream.renew();
            }
        }
        if (stopped.isDone()) {
            stream.close();
        }
        Fault why = stream.over().join();
        forgetIfRefused(why);
        endIfDeleted(why);
        return new Ending.Lost(why);
    }

    private Ending refused(Fault why) {
        forgetIfRefused(why);
        endIfDeleted(why);
        return new Ending.Failed(why);
    }

    /**
     * Only a manager that has proven to be of the authority that this node knows is believed, and
     * only these words: to be away, or not to know the node, is no reason to stop.
     */
    private void endIfDeleted(Fault why) {
        if (why.is(ErrorCode.NODE_DELETED)) {
            inside.deliveries().deleted(why);
        }
    }

    /** A certificate that the manager itself refuses is of no use: the next attempt enrols. */
    private void forgetIfRefused(Fault why) {
        if (why.is(ErrorCode.NODE_CERTIFICATE_REFUSED)) {
            node.identity().forgetCertificate();
        }
    }

    private WireHello hello() {
        Deliveries.Holding holding = inside.deliveries().holding();
        return WireHello.newBuilder()
                .setProtocol(Limits.PROTOCOL)
                .setNid(node.identity().node().number())
                .setProcess(process)
                .setHost(config.description().host())
                .setVersion(config.description().version())
                .setConfigurationVersion(holding.version())
                .setConfigurationDigest(ByteString.copyFrom(holding.digest()))
                .setStore(node.statistics().id())
                .build();
    }

    /** Whether it was done, or the client stopped, before the time was over. */
    private boolean await(CompletableFuture<?> future, Duration longest)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(future, stopped).get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("none of these futures fails", e);
        }
    }

    /** Waits before the next attempt; false when the client stops. */
    boolean pause(Duration duration) throws InterruptedException {
        try {
            stopped.get(duration.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("it is never completed with an error", e);
        }
    }

    boolean running() {
        return !stopped.isDone();
    }
}
