package dev.otter.transport.control.server;

import dev.otter.transport.control.wire.OutboundPump;
import dev.otter.transport.identity.CertificateAuthority;
import io.grpc.stub.CallStreamObserver;
import java.util.concurrent.Executor;
import otter.wire.control.v1.ManagerMessage;

/**
 * What a session works with.
 *
 * @param config deadlines
 * @param workers threads that may block
 * @param authority for renewals
 * @param call its stream
 */
record SessionTools(
        ControlServerConfig config,
        Executor workers,
        CertificateAuthority authority,
        CallStreamObserver<ManagerMessage> call) {

    OutboundPump<ManagerMessage> pump(OutboundPump.Source<ManagerMessage> source) {
        return new OutboundPump<>(call, source);
    }
}
