package dev.otter.manager.room;

import dev.otter.cluster.loop.WakeLoop;
import dev.otter.manager.fleet.Reports;
import dev.otter.manager.plan.Planner;
import dev.otter.manager.plan.Plans;
import dev.otter.transport.control.server.ConnectedNode;
import dev.otter.transport.control.server.ControlServer;
import dev.otter.transport.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries changes of the configuration to connected nodes: at once when this manager made them,
 * within half a second when another one did. Every few seconds it also looks whether connected
 * nodes may stay, since another manager may have withdrawn an approval. Thread-safe.
 */
final class ConfigurationFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFollower.class);
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration STANDING = Duration.ofSeconds(10);

    private final Planner planner;
    private final ControlServer server;
    private final Reports reports;
    private final InstantSource clock;
    private final WakeLoop loop;
    private final Map<Long, Planner.Version> told = new HashMap<>();
    private long revision = -1;
    private Instant standingAt = Instant.EPOCH;

    ConfigurationFollower(
            Planner planner, ControlServer server, Reports reports, InstantSource clock) {
        this.planner = planner;
        this.server = server;
        this.reports = reports;
        this.clock = clock;
        this.loop = new WakeLoop("configuration-follower", new Following());
    }

    void start() {
        loop.start();
    }

    /** The configuration has changed. */
    void changed() {
        loop.wake();
    }

    private void follow() {
        Plans plans = planner.current();
        if (plans.revision() != revision) {
            tell(plans);
            revision = plans.revision();
        }
        Instant now = clock.instant();
        if (now.isAfter(standingAt.plus(STANDING)) || now.isBefore(standingAt)) {
            standingAt = now;
            server.connected().forEach(node -> server.standingChanged(node.node()));
        }
    }

    private void tell(Plans plans) {
        for (long node : reports.all().keySet()) {
            if (!plans.nodes().containsKey(node)) {
                server.standingChanged(new NodeId(node));
                reports.forget(node);
                told.remove(node);
            }
        }
        for (ConnectedNode node : server.connected()) {
            Optional<Planner.Version> version = planner.version(node.node().number());
            if (version.isPresent()
                    && !version.get().equals(told.put(node.node().number(), version.get()))) {
                server.configurationChanged(node.node());
            }
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Following implements WakeLoop.Step {
        @Override
        public Duration run() {
            follow();
            return PACE;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("Changes of the configuration wait: {}", reason);
        }
    }
}
