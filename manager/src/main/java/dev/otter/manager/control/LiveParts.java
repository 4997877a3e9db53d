package dev.otter.manager.control;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.record.Journal;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.store.Database;

/** Connects the manager to the running system, once its store is open. */
@FunctionalInterface
public interface LiveParts {

    /**
     * What the parts stand on.
     *
     * @param configuration for reading what is configured
     * @param blueprints gives channels as the engine takes them, passwords included
     * @param journal for writing down what nodes tell
     * @param store the database
     * @param secrets passwords of endpoints
     * @param sealer seals and digests what is secret
     * @param keep how long history is kept
     */
    record Ground(
            Catalog configuration,
            Blueprints blueprints,
            Journal journal,
            Database store,
            EndpointSecrets secrets,
            Sealer sealer,
            Journal.KeepTime keep) {}

    /** The parts that are there. */
    LiveSystem connect(Ground ground);

    /** A manager on its own. */
    static LiveParts none() {
        return _ -> LiveSystem.absent();
    }
}
