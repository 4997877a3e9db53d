package dev.otter.bench.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** All simulated nodes of a site, which report once a second. */
public final class Fleet implements AutoCloseable {
    private static final Duration ENROL_LIMIT = Duration.ofMinutes(15);
    private static final long LOOK_NANOS = 100_000_000;

    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<Future<?>> reporting = new ArrayList<>();
    private final ScheduledExecutorService pace =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("fleet").daemon().factory());

    /** Enrols a node for each of the site's and begins to report. */
    public static Fleet start(Site site, Asker asker, Path folder, int controlPort)
            throws Exception {
        Fleet fleet = new Fleet();
        for (int i = 0; i < site.nodes(); i++) {
            long nid = i + 1L;
            String secret =
                    asker.post("/nodes/" + nid + "/enrolment-secret", Map.of())
                            .get("secret")
                            .asString();
            fleet.nodes.add(
                    new SimulatedNode(
                            nid,
                            secret,
                            folder.resolve("node-" + nid),
                            controlPort,
                            site.pipelinesOf(i)));
        }
        fleet.awaitConnected();
        fleet.reporting.add(fleet.pace.scheduleAtFixedRate(fleet::second, 0, 1, TimeUnit.SECONDS));
        fleet.reporting.add(fleet.pace.scheduleAtFixedRate(fleet::minute, 5, 60, TimeUnit.SECONDS));
        return fleet;
    }

    private void awaitConnected() {
        long deadline = System.nanoTime() + ENROL_LIMIT.toNanos();
        while (!nodes.stream().allMatch(SimulatedNode::connected)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not all nodes are connected");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void second() {
        nodes.forEach(SimulatedNode::reportStatus);
    }

    private void minute() {
        nodes.forEach(SimulatedNode::reportMinute);
    }

    /** Fails when they have stopped to report. */
    public void check() {
        if (reporting.stream().anyMatch(Future::isDone)
                || !nodes.stream().allMatch(SimulatedNode::connected)) {
            throw new IllegalStateException("the nodes do not report any more");
        }
    }

    /** As many log records from each node. */
    public void tell(int events) {
        for (int event = 0; event < events; event++) {
            for (int i = 0; i < nodes.size(); i++) {
                nodes.get(i)
                        .reportEvent(
                                Site.channelName(i) + "/" + Site.PIPELINE,
                                "The source does not answer, attempt " + event);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** From now on only configurations that come later are waited for. */
    public void forget(int node) {
        nodes.get(node).forget();
    }

    /** When the node has taken its next configuration, as {@link System#nanoTime} counts. */
    public long awaitTaken(int node, Duration limit) throws InterruptedException {
        return nodes.get(node).awaitTaken(limit);
    }

    @Override
    public void close() {
        pace.shutdownNow();
        nodes.forEach(SimulatedNode::close);
    }
}
