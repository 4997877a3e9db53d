package dev.otter.testkit.server;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A server that starts on a thread of its own while others start. {@link #close} ends it if nobody
 * has taken it.
 *
 * <p>For one thread.
 */
public final class Starting<S extends AutoCloseable> implements AutoCloseable {
    private final FutureTask<S> start;
    private boolean taken;

    private Starting(FutureTask<S> start) {
        this.start = start;
    }

    /** Begins to start it. */
    public static <S extends AutoCloseable> Starting<S> of(Callable<S> server) {
        FutureTask<S> start = new FutureTask<>(server);
        Thread.ofPlatform().daemon().name("start of a server").start(start);
        return new Starting<>(start);
    }

    /**
     * The server once it runs; the caller closes it.
     *
     * @throws ServerException when it does not start
     */
    public S get() {
        try {
            S server = start.get();
            taken = true;
            return server;
        } catch (ExecutionException e) {
            throw new ServerException("A server does not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Interrupted while a server starts", e);
        }
    }

    @Override
    public void close() {
        if (taken || (start.isDone() && start.state() != Future.State.SUCCESS)) {
            return;
        }
        try {
            get().close();
        } catch (ServerException e) {
            throw e;
        } catch (Exception e) {
            throw new ServerException("A server that nobody has taken does not end", e);
        }
    }
}
