package dev.otter.node.operation;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.OperationOrder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends operations on pipelines that are led here, and tells each second how each goes,
 * until it is told to forget it: so the end of one is not lost with a connection. Of one kind a
 * pipeline has one at a time. Thread-safe; {@link #close} waits a while, the others never block.
 */
public final class Operations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final int MOST = 64;
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final OperationDoor door;
    private final Sites sites;
    private final OperationOutlet outlet;
    private final Map<Long, RunningOperation> known = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread teller =
            Thread.ofVirtual().name("node-operations").unstarted(this::tellAlways);

    public Operations(OperationDoor door, Sites sites, OperationOutlet outlet) {
        this.door = door;
        this.sites = sites;
        this.outlet = outlet;
    }

    /** Begins to tell. */
    public void start() {
        teller.start();
    }

    /**
     * Begins an operation; one that is known already is left alone.
     *
     * @throws OtterException STATE_FORBIDS when this node does not lead the pipeline or is at such
     *     an operation, MANAGER_BUSY when it has too many
     */
    public synchronized void begin(OperationOrder order) {
        if (closing.getCount() == 0) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS, "the node is stopping", "", "Ask again later.");
        }
        if (known.containsKey(order.id())) {
            return;
        }
        Site site =
                sites.find(order)
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.STATE_FORBIDS,
                                        "this node does not lead the pipeline",
                                        "pipeline " + order.pipeline(),
                                        "Look which node leads it now, and ask again."));
        refuseSecond(order, site);
        if (known.size() >= MOST) {
            throw new OtterException(
                    ErrorCode.MANAGER_BUSY,
                    "this node has " + MOST + " operations",
                    site.place(),
                    "Wait until some are over, or cancel one.");
        }
        RunningOperation running = new RunningOperation(order, site, door, outlet);
        known.put(order.id(), running);
        running.start();
    }

    private void refuseSecond(OperationOrder order, Site site) {
        // A question only looks, so it disturbs nobody.
        boolean taken =
                order.id() > 0
                        && known.values().stream()
                                .filter(other -> !other.over() && other.order().id() > 0)
                                .map(RunningOperation::order)
                                .anyMatch(other ->
                                        other.pipeline() == order.pipeline()
                                                && other.what().kind() == order.what().kind());
        if (taken) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "the node is at such an operation for this pipeline",
                    site.place(),
                    "Wait until it is over, or cancel it.");
        }
    }

    /** Ends it as soon as possible; its last report tells when it is over. */
    public void cancel(long id) {
        RunningOperation running = known.get(id);
        if (running != null) {
            running.cancel();
        }
    }

    /** Its end is known elsewhere; one that runs is left alone. */
    public void forget(long id) {
        known.computeIfPresent(id, (_, running) -> running.over() ? null : running);
    }

    private void tellAlways() {
        try {
            while (!closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            known.values().forEach(running -> outlet.operation(running.report()));
        } catch (RuntimeException e) {
            LOG.error("Operations could not be told because of an error of Otter's own", e);
        }
    }

    /** Cancels what runs. What they have asked databases for stays asked for. */
    @Override
    public void close() {
        synchronized (this) {
            closing.countDown();
            known.values().forEach(RunningOperation::cancel);
        }
        try {
            for (RunningOperation running : known.values()) {
                running.await(CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
