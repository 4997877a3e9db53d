package dev.otter.manager.plan;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.store.Database;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows what each node is to run with. Plans are made once for each revision of the configuration.
 * For any thread; blocks on the store.
 */
public final class Planner {

    /**
     * What plans are made of.
     *
     * @param catalog the configuration
     * @param secrets passwords of endpoints
     * @param sealer digests documents that hold passwords
     * @param database keeps versions
     */
    public record Sources(
            Catalog catalog, EndpointSecrets secrets, Sealer sealer, Database database) {}

    /**
     * A node's document with its version.
     *
     * @param version grows with each other document of that node, also over restarts
     * @param digest stands for the document, as far as equality goes
     */
    public record Version(long version, String digest) {}

    private record Settled(Plans plans, Map<Long, Long> versions) {}

    private final Sources sources;
    private final ConfigJson json;
    private final Surroundings around;
    private final PlanVersions versions;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Optional<Settled> last = Optional.empty();

    public Planner(Sources sources, ConfigJson json, Surroundings around) {
        this.sources = sources;
        this.json = json;
        this.around = around;
        this.versions = new PlanVersions(sources.database());
    }

    /** The plans of the present revision. */
    public Plans current() {
        return settled().plans();
    }

    /** The version of a node's present document; empty when the node is not configured. */
    public Optional<Version> version(long node) {
        Settled now = settled();
        return Optional.ofNullable(now.versions().get(node))
                .map(version -> new Version(version, now.plans().digests().get(node)));
    }

    /**
     * A node's document in that version; empty when it has become outdated, and then there is a
     * newer one.
     */
    public Optional<byte[]> document(long node, Version version) {
        Settled now = settled();
        return version.digest().equals(now.plans().digests().get(node))
                ? now.plans().document(node)
                : Optional.empty();
    }

    private Settled settled() {
        long revision = sources.catalog().revision();
        Optional<Settled> known = last.filter(it -> it.plans().revision() >= revision);
        if (known.isPresent()) {
            return known.get();
        }
        making.lock();
        try {
            if (last.isEmpty() || last.get().plans().revision() < revision) {
                Optional<Plans> before = last.map(Settled::plans);
                Snapshot snapshot =
                        Snapshot.read(
                                sources.catalog(), sources.secrets(), before.map(Plans::snapshot));
                Plans plans = new Plans(snapshot, around, json, sources.sealer(), before);
                last = Optional.of(new Settled(plans, versions.settle(plans)));
            }
            return last.get();
        } finally {
            making.unlock();
        }
    }
}
