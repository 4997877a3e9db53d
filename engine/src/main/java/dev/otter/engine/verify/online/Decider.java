package dev.otter.engine.verify.online;

import java.util.Collection;
import java.util.Map;

/** Says of keys whether their rows are the same on both sides. For one thread. */
interface Decider {

    /**
     * Decides each key as far as it can be decided now.
     *
     * @param reading how rows are read
     * @return a verdict for each key
     */
    Map<RowKey, Verdict> decide(Collection<RowKey> keys, Round.Reading reading)
            throws InterruptedException;
}
