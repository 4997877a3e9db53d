package dev.otter.manager.control;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.record.Journal;

/** Connects the manager to the running system, once its store is open. */
@FunctionalInterface
public interface LiveParts {

    /**
     * What the parts stand on.
     *
     * @param configuration for reading what is configured
     * @param blueprints gives channels as the engine takes them, passwords included
     * @param journal for writing down what nodes tell
     */
    record Ground(Catalog configuration, Blueprints blueprints, Journal journal) {}

    /** The parts that are there. */
    LiveSystem connect(Ground ground);

    /** A manager on its own. */
    static LiveParts none() {
        return _ -> LiveSystem.absent();
    }
}
