package dev.otter.transport.control.wire;

import io.grpc.stub.CallStreamObserver;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only sender of a stream: one thread that asks a source for the next message whenever the wire
 * has room, so that what waits stays with the source and is bounded there. All methods may be
 * called by any thread; none blocks for long.
 */
public final class OutboundPump<T> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundPump.class);

    /** Where messages come from. Called by the pump's thread only; may not call the pump. */
    @FunctionalInterface
    public interface Source<T> {
        /** The next message; nothing when there is none now. */
        Optional<T> next();
    }

    /** How the pump ends. */
    private enum End {
        NOT_YET,
        AFTER_LAST,
        AT_ONCE
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CallStreamObserver<T> call;
    private final Source<T> source;
    private boolean signalled;
    private volatile End end = End.NOT_YET;
    private Optional<T> last = Optional.empty();

    public OutboundPump(CallStreamObserver<T> call, Source<T> source) {
        this.call = call;
        this.source = source;
    }

    /** Begins to send, on a virtual thread of that name. */
    public void start(String threadName) {
        Thread.ofVirtual().name(threadName).start(this::run);
    }

    /** There may be something to send, or room for it. */
    public void signal() {
        lock.lock();
        try {
            signalled = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Sends this, if anything, and then closes this direction; the source is asked no more. */
    public void finish(Optional<T> message) {
        end(End.AFTER_LAST, message);
    }

    /** The stream is gone; nothing is sent any more. */
    public void abandon() {
        end(End.AT_ONCE, Optional.empty());
    }

    private void end(End how, Optional<T> message) {
        lock.lock();
        try {
            if (end == End.NOT_YET) {
                end = how;
                last = message;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (awaitTurn()) {
                while (end == End.NOT_YET && call.isReady()) {
                    Optional<T> message = source.next();
                    if (message.isEmpty()) {
                        break;
                    }
                    call.onNext(message.get());
                }
            }
            if (end == End.AFTER_LAST) {
                last.ifPresent(call::onNext);
                call.onCompleted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException | io.grpc.StatusRuntimeException e) {
            // The call was ended by the other side while this one was sending.
            LOG.debug("The stream ended under the sender", e);
        } catch (RuntimeException e) {
            LOG.error("Sending ends with an error that nobody has foreseen", e);
            call.onError(io.grpc.Status.INTERNAL.withCause(e).asRuntimeException());
        }
    }

    private boolean awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (end == End.NOT_YET && !signalled) {
                changed.await();
            }
            signalled = false;
            return end == End.NOT_YET;
        } finally {
            lock.unlock();
        }
    }
}
