package dev.otter.manager.catalog;

import dev.otter.model.config.Named;

/**
 * A rule that looks at more than the configuration, such as whether a channel runs. Asked inside
 * the transaction of the change.
 */
public interface ChangeGuard {

    /**
     * Refuses a change by throwing.
     *
     * @param before as it is
     * @param after as it would become
     */
    void replacing(Thing before, Named after);

    /** Refuses a deletion by throwing. */
    void deleting(Thing thing);

    /** Lets everything pass. */
    static ChangeGuard none() {
        return new ChangeGuard() {
            @Override
            public void replacing(Thing before, Named after) {}

            @Override
            public void deleting(Thing thing) {}
        };
    }
}
