package dev.otter.manager.fleet;

import dev.otter.manager.plan.Planner;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.server.ConfigurationSource;
import dev.otter.transport.identity.NodeId;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands nodes their documents. The last one of each is kept as long as there is memory for it. For
 * any thread.
 */
public final class PlannedConfigurations implements ConfigurationSource {
    private final Planner planner;
    private final Map<Long, SoftReference<Configuration>> made = new ConcurrentHashMap<>();

    public PlannedConfigurations(Planner planner) {
        this.planner = planner;
    }

    @Override
    public Optional<Configuration> newest(NodeId node) {
        Optional<Planner.Version> version = planner.version(node.number());
        if (version.isEmpty()) {
            made.remove(node.number());
            return Optional.empty();
        }
        long wanted = version.get().version();
        Optional<Configuration> kept =
                Optional.ofNullable(made.get(node.number()))
                        .map(SoftReference::get)
                        .filter(known -> known.version() == wanted);
        return kept.isPresent() ? kept : make(node.number(), version.get());
    }

    private Optional<Configuration> make(long node, Planner.Version version) {
        Optional<Configuration> fresh =
                planner.document(node, version)
                        .map(document -> Configuration.of(version.version(), document));
        fresh.ifPresent(it -> made.put(node, new SoftReference<>(it)));
        return fresh;
    }
}
