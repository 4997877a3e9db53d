package dev.otter.transport.control.wire;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import otter.wire.control.v1.EnrolReply;
import otter.wire.control.v1.EnrolRequest;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.NodeMessage;

/**
 * The two calls of {@code control.proto}. Written by hand: a generator for stubs would be one more
 * executable for each system to build on.
 */
public final class ControlProtocol {
    public static final String SERVICE = "otter.control.v1.Control";

    /** Asks for a certificate; the only call that is open to a peer without one. */
    public static final MethodDescriptor<EnrolRequest, EnrolReply> ENROL =
            method(
                    "Enrol",
                    MethodType.UNARY,
                    EnrolRequest.getDefaultInstance(),
                    EnrolReply.getDefaultInstance());

    /** The life of a connected node. */
    public static final MethodDescriptor<NodeMessage, ManagerMessage> CONNECT =
            method(
                    "Connect",
                    MethodType.BIDI_STREAMING,
                    NodeMessage.getDefaultInstance(),
                    ManagerMessage.getDefaultInstance());

    private ControlProtocol() {}

    private static <Q extends Message, S extends Message> MethodDescriptor<Q, S> method(
            String name, MethodType type, Q request, S response) {
        return MethodDescriptor.<Q, S>newBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setType(type)
                .setRequestMarshaller(ProtoUtils.marshaller(request))
                .setResponseMarshaller(ProtoUtils.marshaller(response))
                .build();
    }
}
