package dev.otter.transport.control.server;

import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.wire.ControlProtocol;
import dev.otter.transport.control.wire.Limits;
import dev.otter.transport.control.wire.ToWire;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.Certificates;
import dev.otter.transport.identity.NodeId;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import otter.wire.control.v1.EnrolReply;
import otter.wire.control.v1.EnrolRequest;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.NodeMessage;
import otter.wire.control.v1.WireWaiting;

/** The two calls of the protocol, as the wire delivers them. */
final class ControlCalls {

    /** What all calls share. */
    record Desk(
            ControlServerConfig config,
            CertificateAuthority authority,
            ManagerSide manager,
            Sessions sessions,
            Executor workers,
            InstantSource clock) {}

    private final Desk desk;
    private final Enrolment enrolment;

    ControlCalls(Desk desk, Enrolment enrolment) {
        this.desk = desk;
        this.enrolment = enrolment;
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(ControlProtocol.SERVICE)
                .addMethod(ControlProtocol.ENROL, ServerCalls.asyncUnaryCall(this::enrol))
                .addMethod(
                        ControlProtocol.CONNECT, ServerCalls.asyncBidiStreamingCall(this::connect))
                .build();
    }

    private void enrol(EnrolRequest request, StreamObserver<EnrolReply> answer) {
        answer.onNext(reply(request, Peer.KEY.get()));
        answer.onCompleted();
    }

    private EnrolReply reply(EnrolRequest request, Peer peer) {
        EnrolReply.Builder reply = EnrolReply.newBuilder();
        if (request.getProtocol() != Limits.PROTOCOL) {
            return reply.setRefused(
                            ToWire.fault(Refusals.protocol(request.getProtocol(), Limits.PROTOCOL)))
                    .build();
        }
        if (request.getNid() <= 0) {
            return reply.setRefused(
                            ToWire.fault(Refusals.broken("A node's number is positive, not this")))
                    .build();
        }
        String secret = request.getSecret();
        Enrolment.Request asked =
                new Enrolment.Request(
                        new NodeId(request.getNid()),
                        request.getSigningRequest().toByteArray(),
                        secret.isEmpty() ? Optional.empty() : Optional.of(secret),
                        new NodeDescription(
                                Limits.cut(request.getHost()), Limits.cut(request.getVersion())),
                        peer.address());
        return switch (enrolment.decide(asked)) {
            case Enrolment.Outcome.Issued(var certificate) ->
                    reply.setCertificate(ToWire.bytes(Certificates.encoded(certificate))).build();
            case Enrolment.Outcome.Waits(var key) ->
                    reply.setWaiting(
                                    WireWaiting.newBuilder()
                                            .setFingerprint(key.hex())
                                            .setRetryMillis(
                                                    desk.config().approvalPoll().toMillis()))
                            .build();
            case Enrolment.Outcome.Refused(var fault) ->
                    reply.setRefused(ToWire.fault(fault)).build();
        };
    }

    private StreamObserver<NodeMessage> connect(StreamObserver<ManagerMessage> answer) {
        Peer peer = Peer.KEY.get();
        if (peer.certificate().isEmpty()) {
            // Before a byte of its messages is read: strangers cost nothing.
            Fault why = Refusals.certificate("The node shows no certificate");
            answer.onNext(ManagerMessage.newBuilder().setRefused(ToWire.fault(why)).build());
            answer.onCompleted();
            return new Deaf();
        }
        return new NodeCall(peer, (ServerCallStreamObserver<ManagerMessage>) answer, desk);
    }

    /** Hears nothing of a call that is over. */
    private static final class Deaf implements StreamObserver<NodeMessage> {
        @Override
        public void onNext(NodeMessage message) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {}
    }
}
