package dev.otter.transport.control.server;

import dev.otter.transport.control.wire.ControlProtocol;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at each call before a byte of its messages is read: tells who the peer is, and lets only a
 * few enrolments in at once, which bounds what strangers can make the manager hold.
 */
final class Doorkeeper implements ServerInterceptor {
    private static final int ENROLMENTS_AT_ONCE = 16;

    private final Semaphore enrolments = new Semaphore(ENROLMENTS_AT_ONCE);

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        Context known = Context.current().withValue(Peer.KEY, Peer.of(call.getAttributes()));
        String method = call.getMethodDescriptor().getFullMethodName();
        if (!method.equals(ControlProtocol.ENROL.getFullMethodName())) {
            return Contexts.interceptCall(known, call, headers, next);
        }
        if (!enrolments.tryAcquire()) {
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("too many enrolments at once"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return new Counted<>(Contexts.interceptCall(known, call, headers, next), enrolments);
    }

    /** Gives the place back when the call is over, however it ends. */
    private static final class Counted<Q>
            extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
        private final Semaphore places;
        private final AtomicBoolean given = new AtomicBoolean();

        Counted(ServerCall.Listener<Q> inner, Semaphore places) {
            super(inner);
            this.places = places;
        }

        @Override
        public void onComplete() {
            giveBack();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            giveBack();
            super.onCancel();
        }

        private void giveBack() {
            if (given.compareAndSet(false, true)) {
                places.release();
            }
        }
    }
}
